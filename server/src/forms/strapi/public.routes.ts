const open = (method: string, path: string, action: string) => ({
  method,
  path,
  handler: `publicForms.${action}`,
  config: { auth: false },
});

/** What visitors may call, below `/api/switchboard`. Fixed paths first: `:key` would take them. */
export const publicRoutes = [
  open('GET', '/forms.js', 'library'),
  open('GET', '/forms-more.js', 'more'),
  open('GET', '/forms-proof-of-work.js', 'proofOfWork'),
  open('GET', '/forms-captcha.js', 'captcha'),
  open('GET', '/forms.css', 'styles'),
  open('GET', '/forms/files/:signed', 'file'),
  open('GET', '/forms/:key', 'show'),
  open('GET', '/forms/:key/page', 'page'),
  open('POST', '/forms/:key/submissions', 'submit'),
  open('GET', '/forms/:key/submissions/:token', 'resume'),
  open('PATCH', '/forms/:key/submissions/:token', 'submit'),
  open('POST', '/forms/:key/seen', 'seen'),
];
