using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>
/// Nasty texts and descriptions with what becomes of them, in files for the end-to-end tests: what a Markdown
/// processor shows must be what the author wrote.
/// </summary>
public sealed class TextSnapshotTests
{
    private static readonly string[] Pieces =
    [
        "*", "**", "_", "__", "`", "~~", "[", "]", "(", ")", "](", "]:", "![", "<", ">", "<at>", "</at>", "<b>", "<!--",
        "&lt;", "&#42;", "&", "#", "-", "+", "1.", "2)", "\\", "|", "{{DATE(2026-01-01T00:00:00Z)}}", "{", "}",
        "https://evil.example/a_b*c", "www.evil.example",
        "mailto:a@b.example", "a", "Word", "é", "👍🏽", " ", " ", " ", "=", "---", "***",
        "\"", "'", "!", ":", "/", "x_y", "<https://evil.example>",
    ];

    private static readonly string[] Descriptions =
    [
        "<p>One <b>bold</b>, <i>italic</i></p><ul><li>a</li><li><a href='https://a.example/?x=1&y=(2)'>b</a></li></ul>",
        "<b>a</b><i>b</i><b>c</b>d<i><b>e</b>f</i> g<b> h </b>i",
        "<b>(x)</b>y<b>*</b><i>_</i>z <b>a*b</b><i>c_d</i>",
        "<a href='https://a.example'>**x**</a><a href='javascript:alert(1)'>[x](https://evil.example)</a>",
        "<b>[x]</b>(https://evil.example) <i>[x]</i><b>(https://evil.example)</b>",
        "<ol><li>1. x</li><li># y</li><li>- z<ul><li>&gt; w</li></ul></li></ol><p>1) a<p>+ b<p>=== <p>---",
        "<table><tr><td>a|b</td><td>c</td></tr><tr><td>---</td><td>---</td></tr></table>",
        "&lt;script&gt;alert(1)&lt;/script&gt;<script>alert(2)</script>&amp;lt;b&amp;gt;",
        "<img src='https://evil.example/x.png' alt='](https://evil.example)'> ![x](https://evil.example/y.png)",
        "<pre>    code\n    more</pre><blockquote>quoted</blockquote><hr>after",
        "<p>e<b>\u0301</b>a <i>\u202Ex\u202C</i> <b>👍🏽</b></p>",
        "<a href='https://a.example/'>go.evil.example</a> <a href='https://a.example/\"onclick=\"x'>y</a>",
    ];

    [Fact]
    public Task Foreign_texts_become_what_their_snapshot_says() => CompareAsync("foreign-texts.json", [
        .. Texts().Select(text => new JsonObject
        {
            ["plain"] = ForeignText.Cut(ForeignText.Visible(text).Trim(), 200),
            ["markdown"] = ForeignText.Markdown(text, 200),
        }),
    ]);

    [Fact]
    public Task Descriptions_become_what_their_snapshot_says() => CompareAsync("descriptions.json", [
        .. Descriptions.Select(html => new JsonObject
        {
            ["html"] = html,
            ["markdown"] = DescriptionMarkdown.From(html, 500, new CardTexts(CultureInfo.InvariantCulture)).Markdown,
        }),
    ]);

    /// <summary>The same ones every time: a generator of our own, as .NET's may change.</summary>
    private static IEnumerable<string> Texts()
    {
        var state = 20261124u;

        for (var count = 0; count < 250; count++)
        {
            var text = new StringBuilder();

            for (var pieces = 1 + count % 9; pieces > 0; pieces--)
            {
                state = state * 1_664_525 + 1_013_904_223;
                text.Append(Pieces[(int)((state >> 8) % Pieces.Length)]);
            }

            if (!string.IsNullOrWhiteSpace(text.ToString()))
                yield return text.ToString();
        }
    }

    private static async Task CompareAsync(string name, JsonArray actual)
    {
        var file = Path.Combine(Snapshot.Folder, "Texts", name);
        await Snapshot.CompareAsync(file, actual, TestContext.Current.CancellationToken);
    }
}
