import type { Response } from 'express'

type Said = readonly [title: string, help: string]

/**
 * What is said when a request never reaches the product's own pages. Both languages at once, because the
 * visitor's choice is known only there; no style and no script, because nothing else may be needed to read it.
 */
const PAGES = {
  400: [
    ['无法识别这个地址', '地址中有错误。请检查链接是否复制完整。'],
    ['This address cannot be read', 'Something in it is wrong. Check that the link was copied completely.'],
  ],
  403: [
    ['请求被拒绝', '这次提交不是从本站页面发出的。请返回本站，刷新页面后重试。'],
    [
      'Request refused',
      'It was not sent from a page of this site. Return to the site, reload the page and try again.',
    ],
  ],
  404: [
    ['文件不存在', '系统可能刚刚更新，请刷新页面。'],
    ['No such file', 'The system may just have been updated. Reload the page.'],
  ],
  405: [
    ['不支持这种请求', '请从本站页面操作。'],
    ['Unknown kind of request', 'Please use the pages of this site.'],
  ],
  411: [
    ['请求缺少长度', '提交内容时须注明长度（Content-Length）。'],
    ['Length required', 'What is sent must state its length (Content-Length).'],
  ],
  413: [
    ['提交的内容过大', '表单内容不得超过 1 MB。文件请通过上传按钮提交。'],
    ['Too much was sent', 'A form holds at most 1 MB. Send files with the upload button.'],
  ],
  500: [
    ['系统出错', '问题已记录。请稍后重试；如仍不行，请把下面的编号告诉工作人员。'],
    [
      'Something went wrong',
      'It has been recorded. Try again shortly, or give the number below to the staff.',
    ],
  ],
} as const satisfies Record<number, readonly [zh: Said, en: Said]>

export type PlainStatus = keyof typeof PAGES

/** @param requestId made or checked by this server, so safe in HTML. */
export function sendPlainPage(res: Response, status: PlainStatus, requestId: string) {
  const [[title, help], [englishTitle, englishHelp]] = PAGES[status]
  res.status(status).type('html').send(`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${help}</p>
<section lang="en">
<h2>${englishTitle}</h2>
<p>${englishHelp}</p>
</section>
<p>${status} · <code>${requestId}</code></p>
<p><a href="/">返回首页 · <span lang="en">Home</span></a></p>
</main>
</body>
</html>
`)
}
