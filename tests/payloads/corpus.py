"""Words that want to become somebody's code: each calls one hook when a page lets it run.

`CALL` is that hook with a number behind it, `_x(7.012)`: the payload 12 in the field 7. A line is a payload,
and its heading says in which place of a page it would run; `UNSAFE` is that place as a careless hand would
write it, so that every payload is seen to run somewhere before it is believed to run nowhere.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from urllib.parse import unquote

from django.template import Context, Template

HOOK = "_x"
_CALLED = re.compile(r"(?:_x|#120;)[(`](\d+)\.(\d{3})")
_PACKED = re.compile(r"(?:X3go|PHNjcmlwdD5f)[A-Za-z0-9+/]+=*")  # a call in base64, or a script with it
SPARK = "<x-x>"  # fits where no payload does, and is no word either
_CALL, _CODED, _ENTITIES = "CALL", "CODED", "ENTITIES"

IN_TEXT = r"""
<script>CALL</script>
<ScRiPt >CALL</sCrIpT >
<script\n>CALL</script>
<script/å>CALL</script>
<script type=module>CALL</script>
<script>eval(atob('CODED'))</script>
<script>setTimeout('CALL',1)</script>
<script>`${CALL}`</script>
<script>import('data:text/javascript,CALL')</script>
<script src="data:text/javascript,CALL"></script>
<script src=data:text/javascript;base64,CODED></script>
<img src onerror=CALL>
<IMG SRC=`x` ONERROR=CALL>
<img/src/onerror=CALL>
<img src onerror=ENTITIES>
<img src onerror=javascript:CALL>
<img src onerror="//å\nCALL">
<img src onerror="&lt;!--&#10;CALL">
<img srcset=x onerror=CALL>
<image src=x onerror=CALL>
<picture><source srcset=x><img onerror=CALL></picture>
<input type=image src onerror=CALL>
<video src onerror=CALL></video>
<video><source src onerror=CALL></video>
<audio src=x onerror=CALL></audio>
<object data=x onerror=CALL></object>
<link rel=stylesheet href=x onerror=CALL>
<link rel=stylesheet href="data:text/css," onload=CALL>
<svg onload=CALL>
<svg/onload=CALL//
<svg><script>CALL</script></svg>
<svg><script>ENTITIES</script></svg>
<svg><script href="data:text/javascript,CALL"/></svg>
<svg><animate onbegin=CALL attributeName=x dur=1s>
<svg><set onbegin=CALL attributeName=x>
<svg><image href=x onerror=CALL></svg>
<svg><foreignObject><img src onerror=CALL></foreignObject></svg>
<svg><a xlink:href="javascript:CALL"><text y=20>æ</text></a></svg>
<svg><a><animate attributeName=href values=javascript:CALL /><text y=20>ø</text></a></svg>
<math><mtext><img src onerror=CALL></math>
<math><mi><style><b title="</style><img src onerror=CALL>">
<math href="javascript:CALL"><mi>å</mi></math>
<table><td><svg><desc><td><img src onerror=CALL></table>
<noscript><b title="</noscript><img src onerror=CALL>">
<b><template shadowrootmode=open><img src onerror=CALL></template></b>
<!--><img src onerror=CALL>-->
<!--å--!><img src onerror=CALL>
<![CDATA[å><img src onerror=CALL>]]>
<?å><img src onerror=CALL>?>
</p></div></main><img src onerror=CALL>
<body onload=CALL>
<body onpageshow=CALL>
<input autofocus onfocus=CALL>
<select autofocus onfocus=CALL></select>
<textarea autofocus onfocus=CALL></textarea>
<button autofocus onfocus=CALL>Åh</button>
<x-å tabindex=0 autofocus onfocus=CALL>æ</x-å>
<details open ontoggle=CALL><summary>å</summary></details>
<marquee onstart=CALL>ø</marquee>
<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=CALL>æ</b>
<b onclick=CALL>ø</b>
<b onmouseover=CALL//>ø
<p popover id=å onbeforetoggle=CALL></p><button popovertarget=å>æ</button>
<iframe onload=CALL></iframe>
<iframe src=javascript:CALL></iframe>
<iframe name=CALL onload=eval(name)></iframe>
<iframe srcdoc="<img src onerror=CALL>"></iframe>
<iframe srcdoc="&lt;script&gt;CALL&lt;/script&gt;"></iframe>
<embed src="javascript:CALL">
<object data="data:text/html,<script>CALL</script>"></object>
<a href=javascript:CALL>klik</a>
<a href="jav&#x09;ascript:CALL">klik</a>
<a href="&#106;avascript:CALL">klik</a>
<a href="javascript&colon;CALL">klik</a>
<a href=" JaVaScRiPt:CALL">klik</a>
<form action=javascript:CALL><button>Send</button></form>
<form><button formaction=javascript:CALL>Send</button></form>
<meta http-equiv=refresh content="0;url=javascript:CALL">
<meta http-equiv=refresh content="0;url=data:text/html;base64,CODED">
<base href="javascript:/*å*/CALL//">
<base href="//CALL/">
<b hx-on:click=CALL>ø</b>
<b data-hx-on:click=CALL>ø</b>
<b hx-get=/ hx-trigger="load[CALL]">ø</b>
<b hx-get=/ hx-trigger=load hx-vals="js:{å:CALL}">ø</b>
<b hx-get="javascript:CALL" hx-trigger=load>ø</b>
<b data-hx-get="/?CALL" data-hx-trigger=load data-hx-swap=none>ø</b>
Blåbærgrød på <b onclick=CALL>Ærø</b> ås
“æøå”<svg onload=CALL>’Ærø’
\u202e\u200b<img src onerror=CALL>\u202c
"""
IN_QUOTES = r"""
"><img src onerror=CALL>
"><script>CALL</script><i title="
" autofocus onfocus=CALL x="
"\nautofocus\nonfocus=CALL\nx="
" onmouseover="CALL
"/onclick=CALL//
" type=image src onerror="CALL
" hx-on:click="CALL
Ærø" onclick="CALL" title="å
"""
IN_SINGLE_QUOTES = r"""
'><img src onerror=CALL>
' autofocus onfocus=CALL x='
'onmouseover='CALL
"""
UNQUOTED = r"""
å autofocus onfocus=CALL
å\tonfocus=CALL\tautofocus
å\nonclick=CALL
å><svg onload=CALL>
"""
AS_ADDRESS = r"""
javascript:CALL
JAVASCRIPT:CALL
 javascript:CALL
java\tscript:CALL
java\nscript:CALL
javascript://å%0aCALL
javascript:void CALL//https://kommune.example/
data:text/html,<script>CALL</script>
data:text/html;base64,CODED
vbscript:CALL
"""
AS_MARKUP = r"""
[klik](javascript:CALL)
[klik](jav&#x61;script:CALL)
[klik](data:text/html;base64,CODED)
[å](x"onmouseover="CALL)
[<img src onerror=CALL>](/kald/)
"""
AFTER = {
    "title": r"""
</title><script>CALL</script>
</TITLE ><svg onload=CALL>
""",
    "textarea": r"""
</textarea><img src onerror=CALL>
</TextArea/><svg onload=CALL>
""",
    "style": r"""
</style><img src onerror=CALL>
""",
    "json": r"""
</script><svg onload=CALL>
"}</script\n><img src onerror=CALL>
""",
    "comment": r"""
--><img src onerror=CALL>
--!><svg onload=CALL>
""",
    "script": r"""
";CALL;"
";CALL//å
"+CALL+"
""",
    "script_template": r"""
${CALL}
`+CALL+`
""",
    "handler": r"""
');CALL;('
'-CALL-'
""",
    "server_template": r"""
{% autoescape off %}{{ "<img src onerror=CALL>" }}{% endautoescape %}
{{ "<svg onload=CALL>"|safe }}
""",
    "unescaped_twice": r"""
&lt;img src onerror=CALL&gt;
&#60;svg onload=CALL&#62;
&#x3c;img src onerror=CALL&#x3e;
""",
    "decoded_address": r"""
%3Cimg%20src%20onerror=CALL%3E
%3cscript%3eCALL%3c%2fscript%3e
""",
    "folded_signs": r"""
＜img src onerror=CALL＞
＜svg onload＝CALL＞
""",
}
LISTS = {
    "text": IN_TEXT,
    "quotes": IN_QUOTES,
    "single_quotes": IN_SINGLE_QUOTES,
    "unquoted": UNQUOTED,
    "address": AS_ADDRESS,
    "markup": AS_MARKUP,
    **AFTER,
}
UNSAFE: dict[str, Callable[[str], str]] = {
    "text": "<p>{}</p>".format,
    "quotes": '<input value="{}">'.format,
    "single_quotes": "<input value='{}'>".format,
    "unquoted": "<input value={}>".format,
    "address": lambda words: f'<a href="{escape(words)}">Æ</a>',
    "markup": lambda words: re.sub(r"\[(.*)\]\((.*)\)", r'<a href="\2">\1</a>', words),
    "title": "<svg></svg><title>{}</title>".format,
    "textarea": "<textarea>{}</textarea>".format,
    "style": "<style>p {{ content: '{}' }}</style>".format,
    "json": '<script type="application/json">{{"å": "{}"}}</script>'.format,
    "comment": "<!-- {} -->".format,
    "script": '<script>const words = "{}";</script>'.format,
    "script_template": "<script>const words = `{}`;</script>".format,
    "handler": lambda words: f"<b onclick=\"String('{escape(words)}')\">Æ</b>",
    "server_template": lambda words: Template(words).render(Context()),
    "unescaped_twice": unescape,
    "decoded_address": unquote,
    "folded_signs": lambda words: unicodedata.normalize("NFKC", words),
}


@dataclass(frozen=True)
class Payload:
    """One of them. `code` stands in its call, so that whoever calls the hook says which one it was."""

    code: int
    where: str
    pattern: str

    @cache  # noqa: B019 - a few thousand short texts, for one run
    def words(self, field: int = 0) -> str:
        call = f"{HOOK}({field}.{self.code:03})"
        coded = base64.b64encode(
            (f"<script>{call}</script>" if "text/html" in self.pattern else call).encode()
        ).decode()
        entities = "".join(f"&#{ord(sign)};" for sign in HOOK) + call.removeprefix(HOOK)
        words = self.pattern.replace(_CALL, call).replace(_CODED, coded)
        return words.replace(_ENTITIES, entities)

    def let_in(self) -> str:
        """The page of a careless hand, on which it runs or waits to be pressed."""
        return UNSAFE[self.where](self.words())


def _read() -> list[Payload]:
    listed = [(where, line) for where, lines in LISTS.items() for line in lines.strip("\n").split("\n")]
    signs = {r"\n": "\n", r"\t": "\t", r"\u202e": "\u202e", r"\u200b": "\u200b", r"\u202c": "\u202c"}
    found = []
    for code, (where, line) in enumerate(listed):
        for written, sign in signs.items():
            line = line.replace(written, sign)  # noqa: PLW2901 - the same line, sign by sign
        found.append(Payload(code, where, line))
    return found


PAYLOADS = _read()


def calls_in(text: str) -> Iterator[tuple[int, int]]:
    """The field and the payload of every call in an answer, escaped or packed as it may be."""
    for part in (text, *(base64.b64decode(packed + "==").decode() for packed in _PACKED.findall(text))):
        for number, code in _CALLED.findall(part):
            yield int(number), int(code)
