using Microsoft.Extensions.Logging;

namespace Tallyfy.Client.Http;

/// <summary>Says what of Tallyfy's answers could not be read: by id, and each once.</summary>
internal sealed partial class ReadingNotes(ILogger<ReadingNotes> logger)
{
    // A list is read again and again. Beyond so many it is forgotten what was said, not kept for ever.
    private const int MostKept = 1_000;

    private readonly Lock gate = new();
    private readonly HashSet<(string Kind, string? Id, string? Date)> said = [];

    public void RowLeftOut(string kind, string? id)
    {
        if (IsNews(kind, id, null))
            LogLeftOut(kind, id);
    }

    public void DatePassedOver(string kind, string? id, string date)
    {
        if (IsNews(kind, id, date))
            LogPassedOver(kind, id, date);
    }

    private bool IsNews(string kind, string? id, string? date)
    {
        lock (gate)
        {
            if (said.Count >= MostKept)
                said.Clear();

            return said.Add((kind, id, date));
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} {Id} of a list could not be read: it is left out, alone")]
    private partial void LogLeftOut(string kind, string? id);

    [LoggerMessage(LogLevel.Warning, "{Kind} {Id} says no date in {Date}: it counts as not said")]
    private partial void LogPassedOver(string kind, string? id, string date);
}
