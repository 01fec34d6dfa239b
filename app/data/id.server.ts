/** Whether a text from an address can be the identity of a row; PostgreSQL takes any other for a mistake of ours. */
export const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
