import { createContext, useContext } from 'react'

/** The nonce of the page's scripts. Empty in the browser, which keeps nonces from scripts on purpose. */
export const NonceContext = createContext('')
export const useNonce = () => useContext(NonceContext)
