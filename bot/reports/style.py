"""How a page looks: Slack's light theme, in little."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1d1c1d; overflow-wrap: anywhere;
  font: 15px/1.46668 Lato, "Slack-Lato", "Helvetica Neue", "Segoe UI", Arial, sans-serif; }
.top { position: sticky; top: 0; background: #fff; border-bottom: 1px solid #ddd;
  padding: 12px 20px; font-size: 18px; font-weight: 900; }
.top i { color: #616061; font-style: normal; font-weight: 400; margin-right: 3px; }
.day { display: flex; align-items: center; margin: 16px 20px 4px; font-size: 13px;
  font-weight: 700; }
.day::before, .day::after { content: ""; flex: 1; border-top: 1px solid #ddd; }
.day span { border: 1px solid #ddd; border-radius: 24px; padding: 2px 14px; }
.message { display: flex; gap: 8px; padding: 8px 20px; max-width: 780px; }
.avatar { flex: none; width: 36px; height: 36px; border-radius: 6px; color: #fff;
  font-weight: 900; font-size: 17px; line-height: 36px; text-align: center; }
.main { flex: 1; min-width: 0; }
.who { line-height: 20px; }
.who b { font-weight: 900; }
.app { background: #e8e8e8; color: #616061; border-radius: 2px; padding: 1px 3px;
  font-size: 10px; font-weight: 700; vertical-align: 1px; margin: 0 3px; }
.who time { color: #616061; font-size: 12px; margin-left: 3px; }
h2 { font-size: 18px; line-height: 1.33334; font-weight: 900; margin: 8px 0 4px; }
p, pre, blockquote, .item { margin: 4px 0; white-space: pre-wrap; }
.item { margin: 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; column-gap: 16px;
  max-width: 600px; }
.context { color: #616061; font-size: 13px; line-height: 1.38463; }
blockquote { border-left: 4px solid #ddd; border-radius: 2px; padding-left: 12px; }
.item { display: flex; gap: 8px; padding-left: 8px; }
.item > i { flex: none; min-width: 14px; font-style: normal; text-align: right; }
.in1 { padding-left: 32px; } .in2 { padding-left: 56px; }
pre, code { font: 12px/1.50001 Monaco, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { border: 1px solid #dedede; border-radius: 4px; background: #f8f8f8; padding: 8px; }
code { border: 1px solid #dedede; border-radius: 3px; background: #f8f8f8; color: #c01343;
  padding: 1px 3px; }
pre code { border: 0; background: none; color: inherit; padding: 0; }
a { color: #1264a3; text-decoration: none; }
a:hover { text-decoration: underline; }
.mention { background: #e8f5fa; color: #1264a3; border-radius: 3px; padding: 0 2px 1px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 4px; }
.button { border: 1px solid #bbb; border-radius: 8px; padding: 0 12px; height: 32px;
  line-height: 30px; font-weight: 700; font-size: 13px; color: #1d1c1d; background: #fff; }
.primary { background: #007a5a; border-color: #007a5a; color: #fff; }
.danger { border-color: #e01e5a; color: #c01343; }
.menu { font-weight: 400; }
.menu::after { content: " ▾"; }
.beside { display: flex; align-items: flex-start; gap: 16px; margin: 8px 0; }
.beside > :first-child { flex: 1; min-width: 0; }
.beside > .button, .buttons > .button { flex: none; max-width: 100%; overflow: hidden; }
.small { color: #616061; font-size: 12px; margin: 2px 0; }
.small::before { content: "opens: "; font-style: italic; }
.private { color: #616061; font-size: 12px; margin: 8px 20px -8px 64px; }
.tick { display: flex; gap: 8px; margin: 4px 0; white-space: pre-wrap; }
.tick > i { flex: none; width: 16px; height: 16px; margin-top: 3px;
  border: 1px solid #1d1c1d; border-radius: 3px; font: 700 13px/14px sans-serif;
  text-align: center; }
.tick > .single { border-radius: 50%; }
.form { margin: 16px 0; }
.label { font-weight: 700; margin-bottom: 4px; }
.label i { color: #616061; font-style: normal; font-weight: 400; }
.box { border: 1px solid #868686; border-radius: 6px; padding: 6px 12px; min-height: 36px;
  white-space: pre-wrap; }
.long { min-height: 68px; }
.box i { color: #616061; font-style: normal; }
.wrong { border-color: #c01343; }
.error { color: #a80f3a; font-size: 13px; margin: 4px 0; }
.error::before { content: "Error: "; font-weight: 700; }
.hint { color: #616061; font-size: 13px; margin: 4px 0; }
.window { border: 1px solid #ccc; border-radius: 12px; margin: 8px 20px; max-width: 520px;
  box-shadow: 0 4px 16px #0002; }
.title, .foot { display: flex; align-items: center; gap: 8px; padding: 14px 24px; }
.title { border-bottom: 1px solid #ddd; font-size: 20px; font-weight: 900; }
.title b { flex: 1; font-weight: 900; }
.title i { color: #616061; font-style: normal; font-weight: 400; }
.foot { border-top: 1px solid #ddd; justify-content: flex-end; }
.inside { padding: 8px 24px 16px; }
.home { max-width: 780px; }
.shot { padding: 8px 0 24px; }
.shot > h3 { background: #f1eef2; border-left: 6px solid #4a154b; color: #1d1c1d;
  font-size: 15px; margin: 0 0 8px; padding: 6px 14px; }
hr { border: 0; border-top: 1px solid #ddd; margin: 12px 0; }
.thread { border-left: 2px solid #e8e8e8; margin: 8px 0 0 2px; }
.thread > small { color: #1264a3; font-weight: 700; font-size: 13px; padding-left: 12px; }
.thread .message { padding: 6px 0 6px 12px; }
.thread .avatar { width: 24px; height: 24px; line-height: 24px; font-size: 13px;
  border-radius: 4px; }
@media (max-width: 480px) {
  .message { padding: 8px 12px; }
  .top { padding: 12px; }
  .day { margin: 16px 12px 4px; }
  .fields { grid-template-columns: 1fr; }
  .thread { margin-left: -40px; }
  .window { margin: 8px 12px; }
  .title, .foot { padding: 12px 16px; }
  .inside { padding: 8px 16px 16px; }
  .private { margin: 8px 12px -8px 56px; }
  .beside { display: block; }
  .beside > .button { display: inline-block; margin: 4px 0; }
}
"""
