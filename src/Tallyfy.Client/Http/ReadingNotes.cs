using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Tallyfy.Client.Http;

/// <summary>
/// Says what of Tallyfy's answers could not be read: by id and the names of its members, never what they hold. Each is
/// said once, and anew only when it could be read meanwhile.
/// </summary>
internal sealed partial class ReadingNotes(ILogger<ReadingNotes> logger)
{
    // A list is read again and again. Beyond so many it is forgotten what was said, not kept for ever.
    private const int MostKept = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Kind, string? Id), HashSet<string>> said = [];

    /// <summary>It was read, without these of its members.</summary>
    public void Read(string kind, string? id, IReadOnlyList<string> unread, JsonElement row)
    {
        foreach (var member in FindNews(kind, id, unread, row))
            LogPassedOver(kind, id, member);
    }

    /// <summary>It could not be read, because of these; of none where it is nothing with members.</summary>
    public void NotRead(string kind, string? id, IReadOnlyList<string> because, bool isOfList)
    {
        var news = FindNews(kind, id, because.Count == 0 ? ["all of it"] : because, null);
        if (news.Count == 0)
            return;

        var members = string.Join(", ", news);
        if (isOfList)
            LogLeftOut(kind, id, members);
        else
            LogNotRead(kind, id, members);
    }

    private List<string> FindNews(string kind, string? id, IReadOnlyList<string> unread, JsonElement? row)
    {
        lock (gate)
        {
            said.TryGetValue((kind, id), out var known);
            if (unread.Count == 0 && known is null)
                return [];

            // One answer has members that another of the same thing leaves out.
            known?.RemoveWhere(name => !unread.Contains(name)
                && row is { } read && read.TryGetProperty(name.Split('.')[0], out _));
            if (said.Count >= MostKept)
                said.Clear();

            known = said[(kind, id)] = known ?? [];
            return [.. unread.Where(known.Add)];
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "{Kind} {Id} of a list could not be read, because of {Members}: it is left out, alone")]
    private partial void LogLeftOut(string kind, string? id, string members);

    [LoggerMessage(LogLevel.Warning, "{Kind} {Id} could not be read, because of {Members}")]
    private partial void LogNotRead(string kind, string? id, string members);

    [LoggerMessage(LogLevel.Warning, "{Kind} {Id} says nothing that can be read in {Member}: it counts as not said")]
    private partial void LogPassedOver(string kind, string? id, string member);
}
