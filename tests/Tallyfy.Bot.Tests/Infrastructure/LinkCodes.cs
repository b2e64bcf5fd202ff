using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>The codes that the bot put into Tallyfy, as the one member can read them there.</summary>
internal static partial class LinkCodes
{
    /// <summary>The newest task with a code.</summary>
    public static TallyfyTask NewestCodeTask(this SandboxHost sandbox) => sandbox.CodeTasks()[^1];

    public static IReadOnlyList<TallyfyTask> CodeTasks(this SandboxHost sandbox)
    {
        var state = sandbox.Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            return
            [
                .. state.Tasks.All
                    .Where(task => task.Title == StoryTexts.English.CodeTaskTitle)
                    .OrderBy(task => task.IncrementId),
            ];
    }

    public static string CodeIn(TallyfyTask task) => Code().Match(task.Summary ?? "").Value;

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
