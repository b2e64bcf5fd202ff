using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>Inwards: whatever somebody wrote is shown literally, in one line, within its limit.</summary>
public sealed class ForeignTextFuzz
{
    private static readonly Arbitrary<string> Texts =
        Fuzz.Rows([.. Pieces.Text, .. Pieces.Markdown, .. Pieces.Hidden, .. Pieces.Html]);

    private static readonly Arbitrary<(string Text, int Limit)> Limited = Arb.From(
        from text in Texts.Generator
        from limit in Gen.OneOf(Gen.Choose(1, 12), Gen.Constant(600))
        select (text, limit),
        given => Texts.Shrinker(given.text).Select(text => (text, given.limit)));

    [Fact]
    public void Markdown_shows_what_was_written_and_nothing_else() => Fuzz.Check(Limited, given =>
    {
        var plain = ForeignText.Cut(ForeignText.Visible(given.Text).Trim(), given.Limit);
        var markdown = ForeignText.Markdown(given.Text, given.Limit);

        if (markdown is null)
        {
            Assert.All(plain, letter => Assert.True(letter is '\u200C' or '\u200D'));
            return;
        }

        Shown.AssertSafe(markdown);

        foreach (var shown in Shown.Of(markdown))
        {
            Assert.Empty(shown.Markup);
            var shownPlain = shown.Text.Replace("\u2068", "", StringComparison.Ordinal)
                .Replace("\u2069", "", StringComparison.Ordinal);
            Assert.Equal(plain, shownPlain);
        }
    });

    [Fact]
    public void Plain_text_has_no_markup_at_all() => Fuzz.Check(Limited, given =>
    {
        if (ForeignText.Plain(given.Text, given.Limit) is not { } plain)
            return;

        Shown.AssertSafe(plain);
        Assert.DoesNotContain(plain, letter => letter is '<' or '>' or '\n');
        Assert.DoesNotContain("{{", plain, StringComparison.Ordinal);
        Assert.InRange(plain.Length, 1, 3 * given.Limit + 3);
    });

    [Fact]
    public void A_cut_is_between_visible_characters_and_within_the_limit() => Fuzz.Check(Limited, given =>
    {
        var text = ForeignText.Visible(given.Text).Trim();

        var cut = ForeignText.Cut(text, given.Limit);

        Assert.InRange(cut.Length, 0, 2 * given.Limit + 1);
        Assert.InRange(new StringInfo(cut).LengthInTextElements, 0, given.Limit + 1);

        if (Graphemes(text).Any(grapheme => grapheme.Length > 16))
            return;

        if (cut == text)
            Assert.InRange(new StringInfo(text).LengthInTextElements, 0, given.Limit);
        else
            Assert.Contains(cut[..^1], Prefixes(text).Select(prefix => prefix.TrimEnd()));
    });

    [Fact]
    public void What_was_made_visible_once_stays_as_it_is() => Fuzz.Check(Texts, text =>
    {
        var visible = ForeignText.Visible(text);

        Assert.Equal(visible, ForeignText.Visible(visible));
        Assert.DoesNotContain("  ", visible, StringComparison.Ordinal);
    });

    [Fact]
    public void A_link_is_a_plain_web_address_or_none() => Fuzz.Check(Fuzz.Rows(
        [.. Pieces.Markdown, .. Pieces.Hidden, "https://", "http://", "javascript:", "x.example", "@", "/", "?", "#",
            "%2", "%0A", " ", "xn--", ":8080", "[::1]", "é"]),
        text =>
        {
            if (WebLink.From(text) is not { } link)
                return;

            Shown.AssertSafe(link);
            Assert.All(link, letter => Assert.True(
                char.IsAscii(letter) && letter is not (' ' or '(' or ')' or '[' or ']' or '<' or '>' or '"' or '\\')));
            Assert.True(
                Uri.TryCreate(link, UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https"
                && uri.UserInfo.Length == 0);
            Assert.All(Shown.Of($"[x]({link})"), shown => Assert.Equal("x", shown.Text));
            Assert.All(Shown.Of($"[x]({link})"), shown => Assert.Single(shown.Links));
        });

    private static IEnumerable<string> Graphemes(string text)
    {
        var each = StringInfo.GetTextElementEnumerator(text);

        while (each.MoveNext())
            yield return each.GetTextElement();
    }

    private static IEnumerable<string> Prefixes(string text)
    {
        var prefix = "";
        yield return prefix;

        foreach (var grapheme in Graphemes(text))
            yield return prefix += grapheme;
    }
}
