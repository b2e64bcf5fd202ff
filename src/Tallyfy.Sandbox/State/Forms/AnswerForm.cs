using System.Text.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.State.Forms;

/// <summary>Answers as a request brings them, keyed by field: all checked, then all written.</summary>
internal sealed class AnswerForm(SandboxOptions options)
{
    private readonly FieldRules rules = new(options);

    public IReadOnlyList<KeyValuePair<FormField, string>> FindMistakes(
        IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, JsonElement> sent) =>
    [
        .. fields.Where(field => sent.ContainsKey(field.Id))
            .Select(field => KeyValuePair.Create(field, rules.FindMistake(field, sent[field.Id])))
            .Where(found => found.Value is not null)
            .Select(found => KeyValuePair.Create(found.Key, found.Value ?? "")),
    ];

    /// <summary>Keys that are no field of the form are dropped without a word. Answers which fields changed.</summary>
    public IReadOnlySet<string> Write(
        IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, JsonElement> sent,
        Dictionary<string, JsonElement> answers)
    {
        var before = answers.ToDictionary(answer => answer.Key, answer => answer.Value.GetRawText());
        if (options.TaskdataWrites == "replace")
            answers.Clear();

        foreach (var field in fields.Where(field => sent.ContainsKey(field.Id)))
        {
            if (rules.Clears(field, sent[field.Id]))
                answers.Remove(field.Id);
            else
                answers[field.Id] = sent[field.Id];
        }

        return fields.Select(field => field.Id)
            .Where(id =>
                before.GetValueOrDefault(id) != (answers.TryGetValue(id, out var now) ? now.GetRawText() : null))
            .ToHashSet();
    }

    public Refusal? Refuse(IReadOnlyList<KeyValuePair<FormField, string>> mistakes, string whole)
    {
        if (mistakes.Count == 0)
            return null;

        return options.InvalidAnswerKeys == "field"
            ? new Refusal.InvalidFields(mistakes.ToDictionary(found => found.Key.Id, found => new[] { found.Value }))
            : new Refusal.InvalidFields(new Dictionary<string, string[]>
            {
                [whole] = [.. mistakes.Select(found => found.Value)],
            });
    }
}
