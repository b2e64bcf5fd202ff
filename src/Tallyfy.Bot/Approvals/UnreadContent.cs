namespace Tallyfy.Bot.Approvals;

/// <summary>What of an approval could not be read; its card says so, and sends people to Tallyfy.</summary>
[Flags]
internal enum UnreadContent
{
    None = 0,

    Title = 1,

    Deadline = 2,

    /// <summary>The description, an answer, the process, somebody it is assigned to, or what might hold it.</summary>
    Details = 4,

    /// <summary>The description; one of the details.</summary>
    Description = 8,

    /// <summary>Form fields; some of the details.</summary>
    Fields = 16,
}
