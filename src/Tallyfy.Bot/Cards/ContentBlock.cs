using System.Text;
using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Cards;

/// <summary>One piece of what a decision is about, as a card shows it: whole, and on one page.</summary>
/// <param name="Element">An element of a card, or one fact of a set.</param>
internal sealed record ContentBlock(JsonObject Element)
{
    private const int AroundIt = 40;

    public bool IsFact { get; init; }

    /// <summary>The first piece of the description, or an answer that is needed and missing: it is never folded.
    /// </summary>
    public bool IsOpen { get; init; }

    /// <summary>It differs from what its reader saw before: it is never folded.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Letters of a description that are in it; 0 for an answer.</summary>
    public int Letters { get; init; }

    /// <summary>It begins an answer.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>With what a set around a fact takes.</summary>
    public int Bytes => Encoding.UTF8.GetByteCount(Element.ToJsonString()) + AroundIt;

    /// <summary>As elements of a card: facts that follow each other are one set.</summary>
    public static IReadOnlyList<JsonObject> Elements(IEnumerable<ContentBlock> blocks)
    {
        List<JsonObject> elements = [];
        JsonArray? facts = null;

        foreach (var block in blocks)
        {
            var element = block.Element.DeepClone().AsObject();

            if (!block.IsFact)
                elements.Add(element);
            else if (facts is null)
                elements.Add(SetOf(facts = [element]));
            else
                facts.Add((JsonNode)element);

            facts = block.IsFact ? facts : null;
        }

        return elements;
    }

    private static JsonObject SetOf(JsonArray facts) => new() { ["type"] = "FactSet", ["facts"] = facts };
}
