/** Languages that code is highlighted in; `plain` is shown as it is. */
export type Language = 'plain' | 'json' | 'javascript' | 'python' | 'php' | 'csharp' | 'go' | 'liquid';
