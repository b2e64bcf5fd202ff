using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Cards;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("[URGENT] R&D_2026 (v1.2) – 3 * 4 < 5, snake_case & co #7 a@b.example 100% ~5 {x}")]
    [InlineData("Größe: 12 × 4 m")]
    [InlineData("1 year. Renewal")]
    public void Ordinary_text_passes_without_a_backslash(string text) =>
        Assert.Equal(text, ForeignText.Markdown(text, 200));

    [Theory]
    [InlineData("**x**", @"\*\*x\*\*")]
    [InlineData("_x_", @"\_x\_")]
    [InlineData("[x](https://evil.example)", @"\[x\]\(https\:\/\/evil\.example\)")]
    [InlineData("[x] (y)", "[x] (y)")]
    [InlineData("[x](y)", @"[x]\(y)")]
    [InlineData("[x]: y", @"[x]\: y")]
    [InlineData("# x", @"\# x")]
    [InlineData("- x", @"\- x")]
    [InlineData("-5 degrees", "-5 degrees")]
    [InlineData("> x", @"\> x")]
    [InlineData("1. x", @"1\. x")]
    [InlineData("<at>Everyone</at>", @"\<at\>Everyone\</at\>")]
    [InlineData("&lt;b&gt;", @"\&lt;b\&gt;")]
    [InlineData("`x`", @"\`x\`")]
    [InlineData(@"C:\_tmp", @"C:\\\_tmp")]
    [InlineData("{{DATE(2026-01-01)}}", @"{\{DATE(2026-01-01)}}")]
    [InlineData("~~x~~", @"\~\~x\~\~")]
    [InlineData("tel:112", @"tel\:112")]
    [InlineData("Hotel:112", "Hotel:112")]
    [InlineData("Hotel:112/tel:113", @"Hotel\:112\/tel\:113")]
    public void Markup_is_shown_as_it_was_written(string text, string escaped) =>
        Assert.Equal(escaped, ForeignText.Markdown(text, 200));

    [Theory]
    [InlineData("a\r\n\t b\u2028c\u0085d", "a b c d")]
    [InlineData("a\u0000\u0007\u001B[31mb", "a[31mb")]
    [InlineData("invoice\u202Egnp.exe", "invoicegnp.exe")]
    [InlineData("\u2066a\u2069\u200Fb\u061C", "ab")]
    [InlineData("a\u200Bb\uFEFFc\u00ADd", "abcd")]
    [InlineData("a\uE000b\u3164c", "abc")]
    public void What_cannot_be_seen_is_gone_and_white_space_is_one_blank(string text, string visible) =>
        Assert.Equal(visible, ForeignText.Plain(text, 200));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\u200B\u202E\u3164")]
    [InlineData("\u200D\u200C")]
    public void Nothing_to_see_is_nothing(string? text)
    {
        Assert.Null(ForeignText.Markdown(text, 10));
        Assert.Null(ForeignText.Plain(text, 10));
    }

    [Fact]
    public void A_lone_half_of_a_surrogate_pair_is_replaced() =>
        Assert.Equal("a\uFFFDb", ForeignText.Plain("a\uD83Db", 10));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcdef…")]
    [InlineData("abc def", 4, "abc…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301…")]
    [InlineData("👍🏽👍🏽👍🏽", 2, "👍🏽…")]
    public void Text_is_cut_between_visible_characters(string text, int limit, string cut) =>
        Assert.Equal(cut, ForeignText.Cut(text, limit));

    [Fact]
    public void A_heap_of_accents_does_not_outgrow_the_limit()
    {
        var heap = "a" + new string('\u0301', 10_000) + "b";

        Assert.InRange(ForeignText.Plain(heap, 20)!.Length, 2, 41);
    }

    [Fact]
    public void Right_to_left_words_are_kept_together() =>
        Assert.Equal("\u2068ليلى (عاجل)\u2069", ForeignText.Markdown("ليلى (عاجل)", 20));

    [Fact]
    public void A_toast_has_no_angle_brackets_and_no_functions() =>
        Assert.Equal("‹at›x‹/at› { {DATE(1)}} { { {", ForeignText.Plain("<at>x</at> {{DATE(1)}} {{{", 50));

    [Fact]
    public void Megabytes_of_text_are_not_read_to_their_end()
    {
        var text = ForeignText.Markdown(new string('*', 50_000_000), 100);

        Assert.Equal(string.Concat(Enumerable.Repeat(@"\*", 100)) + "…", text);
    }
}
