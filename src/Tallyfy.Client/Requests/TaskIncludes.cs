namespace Tallyfy.Client.Requests;

/// <summary>What to send along with a task; Tallyfy leaves out what nobody asks for.</summary>
[Flags]
public enum TaskIncludes
{
    /// <summary>The task alone.</summary>
    None = 0,

    /// <summary>The run it belongs to.</summary>
    Run = 1 << 0,

    /// <summary>The template's step behind it.</summary>
    Step = 1 << 1,

    /// <summary>Its form fields with their answers.</summary>
    FormFields = 1 << 2,

    /// <summary>Its comments and issues.</summary>
    Threads = 1 << 3,

    /// <summary>Its tags.</summary>
    Tags = 1 << 4,

    /// <summary>Its issues on their own.</summary>
    Issues = 1 << 5,

    /// <summary>Its files.</summary>
    Assets = 1 << 6,

    /// <summary>The folders it lies in.</summary>
    Folders = 1 << 7,

    /// <summary>Its job roles.</summary>
    Roles = 1 << 8,

    /// <summary>What happened to it.</summary>
    Activities = 1 << 9,

    /// <summary>The form fields of the run's kick-off form.</summary>
    KickOffFields = 1 << 10,

    /// <summary>Its description; a single task has it unasked.</summary>
    Summary = 1 << 11,

    /// <summary>Members who watch it.</summary>
    MemberWatchers = 1 << 12,

    /// <summary>Guests who watch it.</summary>
    GuestWatchers = 1 << 13,

    /// <summary>How many comments and issues it has.</summary>
    ThreadsCount = 1 << 14,

    /// <summary>What a person needs to decide: run, step, form fields and threads.</summary>
    Everyday = Run | Step | FormFields | Threads,

    /// <summary>Everything Tallyfy can send along.</summary>
    Everything = (1 << 15) - 1,
}
