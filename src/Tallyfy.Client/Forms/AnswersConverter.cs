using System.Text.Json;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Forms;

/// <summary>Answers by the id of their field; PHP writes none of them as an empty list.</summary>
internal sealed class AnswersConverter : ReadingConverter<IReadOnlyDictionary<string, JsonElement>>
{
    protected override IReadOnlyDictionary<string, JsonElement> Read(
        JsonElement element, JsonSerializerOptions options)
    {
        var answers = new Dictionary<string, JsonElement>();
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var answer in element.EnumerateObject())
                answers[answer.Name] = answer.Value;
        }

        return answers;
    }
}
