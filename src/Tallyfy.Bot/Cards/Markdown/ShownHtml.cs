using System.Runtime.InteropServices;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>The parts of a description that a card can show, in HTML once more, token by token.</summary>
internal sealed class ShownHtml(int maxLength, int maxTags)
{
    private readonly List<(string Html, string Opens)> parts = [];
    private readonly Dictionary<string, int> styles = [];
    private string? skipped;
    private int depth;
    private int length;
    private int tags;
    private bool hasLeftOut;

    /// <summary>False when it would be too long with all of it: then it ends there.</summary>
    public bool Add(HtmlToken token)
    {
        if (skipped is not null)
        {
            depth += Step(token);
            skipped = depth == 0 ? null : skipped;
            return true;
        }

        switch (token.Type)
        {
            case HtmlTokenType.Character:
                return WriteText(ForeignText.Visible(token.Data));
            case HtmlTokenType.StartTag when HtmlNames.IsSkipped(token.Name):
                Skip(token);
                break;
            case HtmlTokenType.StartTag when HtmlNames.IsShown(token.Name) && !IsSecondBreak(token.Name):
                Open(token.AsTag());
                break;
            case HtmlTokenType.EndTag when HtmlNames.IsShown(token.Name) && !HtmlNames.IsVoid(token.Name):
                Close(token.Name);
                break;
        }

        if (length <= maxLength && tags <= maxTags)
            return true;

        Remove();
        return false;
    }

    public override string ToString() => string.Concat(parts.Select(part => part.Html));

    private int Step(HtmlToken token) => token.Name != skipped ? 0 : token.Type switch
    {
        HtmlTokenType.StartTag => 1,
        HtmlTokenType.EndTag => -1,
        _ => 0,
    };

    // One of them says that something is left out; more would say the same.
    private void Skip(HtmlToken token)
    {
        if (!HtmlNames.IsUnseen(token.Name) && !hasLeftOut)
        {
            hasLeftOut = true;
            Write($"<{token.Name}></{token.Name}>");
        }

        if (!HtmlNames.IsVoid(token.Name) && !token.AsTag().IsSelfClosing)
            (skipped, depth) = (token.Name, 1);
    }

    // Bold within bold is bold.
    private void Open(HtmlTagToken tag)
    {
        if (IsStyle(tag.Name) && ++CollectionsMarshal.GetValueRefOrAddDefault(styles, tag.Name, out _) > 1)
            return;

        Write(Html(tag), tag.Name);
    }

    // What holds nothing is nothing, but for a cell, which has its place in a row.
    private void Close(string name)
    {
        if (IsStyle(name) && styles.TryGetValue(name, out var count) && (styles[name] = Math.Max(count - 1, 0)) > 0)
            return;

        var isBlank = parts is [.., { Html: " " }];

        if (name is "td" or "th" || parts.Count < (isBlank ? 2 : 1) || parts[isBlank ? ^2 : ^1].Opens != name)
        {
            Write($"</{name}>");
            return;
        }

        if (isBlank)
            Remove();

        Remove();

        if (isBlank)
            Write(" ");
    }

    private bool IsSecondBreak(string name) => name is "br" && parts is [.., { Opens: "br" }];

    private void Write(string html, string opens = "")
    {
        if (html.Length == 0 || (html == " " && parts is [] or [.., { Html: " " } or { Opens: "br" }]))
            return;

        parts.Add((html, opens));
        length += html.Length;
        tags += html[0] == '<' ? 1 : 0;
    }

    private void Remove()
    {
        length -= parts[^1].Html.Length;
        tags -= parts[^1].Html[0] == '<' ? 1 : 0;
        parts.RemoveAt(parts.Count - 1);
    }

    private bool WriteText(string text)
    {
        var room = Math.Max(maxLength - length, 0);
        var fits = text.Length <= room;

        if (!fits && room > 0 && char.IsHighSurrogate(text[room - 1]))
            room--;

        Write(Encode(fits ? text : text[..room]));
        return fits;
    }

    private static bool IsStyle(string name) =>
        (HtmlNames.IsBold(name) || HtmlNames.IsItalic(name)) && !HtmlNames.IsBlock(name) && name is not "th";

    private static string Html(HtmlTagToken tag)
    {
        var name = tag.Name switch { HtmlNames.Link => "href", HtmlNames.Picture => "alt", _ => null };
        var value = name is null ? "" : tag.GetAttribute(name);

        return value.Length is 0 or > HtmlNames.MaxAttributeLength
            ? $"<{tag.Name}>"
            : $"<{tag.Name} {name}=\"{Encode(value).Replace("\"", "&quot;", StringComparison.Ordinal)}\">";
    }

    private static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);
}
