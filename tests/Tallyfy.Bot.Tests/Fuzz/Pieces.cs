namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>What markup, mentions, links and tricks are made of.</summary>
internal static class Pieces
{
    public static readonly string[] Hidden =
    [
        "\u202E", "\u202D", "\u202A", "\u2066", "\u2067", "\u2068", "\u2069", "\u200E", "\u200F", "\u061C", "\u200B",
        "\u200C", "\u200D", "\uFEFF", "\u00AD", "\u3164", "\u2800", "\u034F", "\uE000", "\0", "\u0007", "\u001B[31m",
        "\u0085",
        "\u2028", "\u2029", "\v", "\f", "\U000E0041", "\uD83D", "\uDE00", "\uFFFE",
    ];

    public static readonly string[] Text =
    [
        "a", "Z", "7", "word", "ß", "é", "e\u0301", "\u0301\u0302\u0303", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪",
        "한국", "नि", "مرحبا",
        "שלום", "ﷺ", "\uFB1F",
        " ", " ", "  ", "\t", "\n", "\r\n", "\u00A0", ".", ",", "!", "?", "-", "–", "/", "'", "\"", "%", "$", "^", "=",
        "|",
    ];

    public static readonly string[] Markdown =
    [
        "*", "**", "_", "__", "~", "~~", "`", "```", "#", "# ", "> ", ">", "- ", "+ ", "1. ", "1) ", "\\", "\\\\", "[",
        "]", "(", ")", "](",
        "[x](https://evil.example)", "[x]: https://evil.example", "![x](y)", "<https://evil.example>",
        "https://evil.example", "HTTP://E.example",
        "http://", "://", "www.evil.example", "WWW.", "mailto:a@b.example", "a@b.example", "tel:123",
        "{{DATE(2026-01-01)}}", "{{", "{", "}}", "&", "&lt;", "&#64;",
        "&#x3c;", "&amp;", "&nbsp;", ";", ":", "---", "***", "===", "| a |", "$$", "^[", "[^1]",
    ];

    public static readonly string[] Html =
    [
        "<", ">", "</", "/>", "<at>", "</at>", "<at>Everyone</at>", "<AT id=0>", "<b>", "</b>", "<i>", "</i>",
        "<strong><em>", "</em></strong>",
        "<p>", "</p>", "<br>", "<div>", "</div>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>", "<h1>", "</h1>",
        "<table><tr><td>", "<td>", "<th>",
        "</td>", "</tr></table>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<code>", "</code>",
        "<span style='color:red'>", "</span>",
        "<!--", "-->", "<![CDATA[", "]]>", "<?php", "&lt;at&gt;", "&#60;b&#62;", "&nbsp;", "&zwj;", "&rlm;",
        "&NewLine;",
    ];

    public static readonly string[] Active =
    [
        "<a href='https://fine.example/x'>", "<a href='javascript:alert(1)'>",
        "<a href=' https://evil.example/)[x](y'>", "<a href='https://u@evil.example'>",
        "<a href='//evil.example'>", "<a href='data:text/html,x'>", "<a href='HTTPS://X.example/&quot; onclick=1'>",
        "<a href='https://x.example/\\'>",
        "<a href='https://x.example/ (y)'>", "<a href='file:///etc/passwd'>", "<a href='msteams://x'>",
        "<a href='https://x.example/*_~`'>", "</a>",
        "<a href='https://x.example/\u202E{{DATE(1)}}<at>'>", "<img src=x onerror=1>",
        "<img alt='a](b) <at>x</at> *c*'>", "<script>evil()</script>", "<style>", "</style>",
        "<iframe>", "</iframe>", "<svg>", "</svg>", "<math>", "<template>", "</template>", "<textarea>", "</textarea>",
        "<title>", "<select>", "<noscript>",
        "<object>", "<form action='https://evil.example'>", "<input value='x'>", "<base href='https://evil.example'>",
        "<meta http-equiv=refresh content=0>", "<link rel=x>",
    ];
}
