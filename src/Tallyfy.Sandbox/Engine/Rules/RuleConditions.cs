using System.Globalization;
using System.Text.Json;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Rules;

/// <summary>Whether the conditions of a rule hold in a process as it stands.</summary>
internal sealed class RuleConditions(Run run, TallyfyTask? reopened, DateTimeOffset now)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public bool Hold(Rule rule)
    {
        var holds = false;
        for (var index = 0; index < rule.Conditions.Count; index++)
        {
            var condition = rule.Conditions[index];
            var one = condition.StepId is null ? OfField(condition) : OfStep(condition);
            holds = index == 0 ? one : condition.IsAlternative ? holds || one : holds && one;
        }

        return holds;
    }

    private bool OfStep(RuleCondition condition) =>
        run.Tasks.Find(task => task.Step?.Id == condition.StepId) is { } task
        && IsInState(task, condition.Operation)
        && IsInTime(task, condition.Statement);

    private bool IsInState(TallyfyTask task, string operation) => operation switch
    {
        "completed" => task.IsCompleted,
        "reopened" => task == reopened,
        "approved" => task is { IsApproval: true, Completion.IsApproved: true },
        "rejected" => task is { IsApproval: true, Completion.IsApproved: false },
        "acknowledged" => task is { IsExpiring: true, Completion.HasExpired: false },
        "expired" => task is { IsExpiring: true, Completion.HasExpired: true },
        "not_assigned" => task.Owners.AreNobody,
        _ => false,
    };

    /// <summary>A condition without a time clause never fires.</summary>
    private bool IsInTime(TallyfyTask task, string? clause)
    {
        var at = task.Completion?.At ?? now;
        return clause switch
        {
            "any_time" => true,
            "on-time" => at <= task.Deadline,
            "early_24" => task.Deadline - at >= Day,
            "late_24" => at - task.Deadline >= Day,
            _ => false,
        };
    }

    private bool OfField(RuleCondition condition)
    {
        var texts = Answer(condition.FieldId);
        var wanted = condition.Statement ?? "";
        return condition.Operation switch
        {
            "is_empty" => texts.Count == 0,
            "is_not_empty" => texts.Count > 0,
            "equals" => texts.Any(text => text == wanted),
            "not_equals" => texts.All(text => text != wanted),
            "equals_any" => texts.Any(wanted.Split(',', StringSplitOptions.TrimEntries).Contains),
            "contains" => texts.Any(text => text.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
            "not_contains" => texts.All(text => !text.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
            "greater_than" => texts.Any(text => Compare(text, wanted) > 0),
            "less_than" => texts.Any(text => Compare(text, wanted) < 0),
            _ => false,
        };
    }

    private IReadOnlyList<string> Answer(string? fieldId)
    {
        if (run.Template.KickOff.FirstOrDefault(field => field.Id == fieldId) is { } asked)
            return FieldAnswer.Texts(asked.FieldType, Given(run.Prerun, asked.Id));

        var task = run.Tasks.Find(task => task.Fields.Any(field => field.Id == fieldId));
        return task?.Fields.First(field => field.Id == fieldId) is { } found
            ? FieldAnswer.Texts(found.FieldType, Given(task.Answers, found.Id))
            : [];
    }

    private static JsonElement? Given(Dictionary<string, JsonElement> answers, string id) =>
        answers.TryGetValue(id, out var answer) ? answer : null;

    /// <summary>As numbers, else as dates; what is neither cannot be compared.</summary>
    private static int? Compare(string one, string other)
    {
        if (decimal.TryParse(one, CultureInfo.InvariantCulture, out var number)
            && decimal.TryParse(other, CultureInfo.InvariantCulture, out var limit))
            return number.CompareTo(limit);

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
        return DateTimeOffset.TryParse(one, CultureInfo.InvariantCulture, Utc, out var date)
            && DateTimeOffset.TryParse(other, CultureInfo.InvariantCulture, Utc, out var day)
                ? date.CompareTo(day)
                : null;
    }
}
