using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>
/// One approval on its way: what is read of it, who decides it, and how it is drawn at each point. Each step writes
/// what the bot writes, by the bot's own code.
/// </summary>
internal sealed partial class CardScene(CardScenario desk, string task)
{
    private readonly Dictionary<string, string> samples = new() { [task] = "b1b2c3" };
    private readonly Dictionary<PersonId, Rendering> shown = [];
    private ApprovalKey? key;
    private Decision? decision;

    private static CancellationToken Token => CancellationToken.None;

    /// <summary>Tallyfy is read, and says this.</summary>
    public async Task<CardScene> ReadAsync(Approval sample, Func<ApprovalReading, ApprovalReading>? change = null)
    {
        var reading = Reading(sample);
        reading = change?.Invoke(reading) ?? reading;
        var before = key is null ? null : await StoredAsync();
        var next = ReconcileApproval.Next(before, reading, "")
            ?? throw new InvalidOperationException("It stays as it is");
        key = next.Key;

        Assert.True(await desk.WriteAsync(unit => before?.Key == next.Key
            ? desk.Get<ApprovalStore>().ReplaceAsync(unit, next, Token)
            : desk.Get<ApprovalStore>().AddAsync(unit, next, Token)));
        return this;
    }

    /// <summary>A card of it is in the reader's chat, and this is how it looks now.</summary>
    public async Task<CardMessage> ShowAsync(Chat reader)
    {
        var face = await desk.Get<RenderApproval>().FindAsync(await PostedAsync(reader), reader, null, Token);
        await RememberAsync(reader, face!.Message);
        return Readable(face.Message);
    }

    /// <summary>The reader tapped what they were shown last, and this is what they see.</summary>
    public async Task<CardMessage> AnswerAsync(
        DecisionOutcome outcome, Chat reader, string? typed = null, Verdict verdict = Verdict.Rejected)
    {
        var rendering = shown[reader.Person];
        CardAction.Act tap = IsAboutUndo(outcome)
            ? new CardAction.Undo(rendering.Id, typed)
            : new CardAction.Decide(rendering.Id, verdict, typed);
        tap = tap with { Typed = new Dictionary<string, string?> { [tap.ReasonInput] = typed } };

        var answer = await desk.Get<RenderOutcome>().ExecuteAsync(outcome, tap, rendering, reader, Token);
        await RememberAsync(reader, answer.Message);
        return Readable(answer.Message);
    }

    /// <summary>The reader wrote that they approve, and it is posted below once more.</summary>
    public async Task<CardMessage> PostAgainAsync(Chat reader)
    {
        var request = new CardRequest { NoticeOf = _ => new ApprovalNotice.TapDecides() };
        var face = await desk.Get<RenderApproval>().FindAsync(await PostedAsync(reader), reader, request, Token);
        return Readable(face!.Message);
    }

    /// <summary>The reader opened another page of it.</summary>
    public async Task<CardMessage> LookAsync(Chat reader, CardView view, ApprovalBackground? background = null)
    {
        var from = shown[reader.Person];
        var face = await desk.Get<RenderApproval>().FindAsync(
            await PostedAsync(reader),
            reader,
            new CardRequest { View = view, From = from, Background = background },
            Token);
        await RememberAsync(reader, face!.Message);
        return Readable(face.Message);
    }

    /// <summary>The decision is on record with us; where everyone must decide it is a vote.</summary>
    public async Task<CardScene> ClaimAsync(
        Chat by, Verdict verdict, string? reason, DateTimeOffset at, string? name = null)
    {
        await ShowAsync(by);
        var stored = await StoredAsync();
        var account = SampleReaders.Accounts[by.Person];
        var claimed = new Decision
        {
            Id = Guid.CreateVersion7(),
            Approval = stored.Key,
            Run = stored.Run,
            Rendering = shown[by.Person].Id,
            Actor = account with { DisplayName = name ?? account.DisplayName },
            Verdict = verdict,
            Reason = reason,
            Digest = stored.Digest,
            ClaimedAt = at,
            Kind = stored.Content.EveryoneMustComplete ? DecisionKind.Vote : DecisionKind.Verdict,
        };

        return await ClaimAsync(claimed);
    }

    /// <summary>Tallyfy confirmed it.</summary>
    public async Task<CardScene> FinishAsync(params IReadOnlyList<RuleChange> changes)
    {
        var answer = new TallyfyAnswer { IsConfirmed = true, RuleChanges = changes };
        return await EndAsync((await Kind.FindEndAsync(decision!, desk.Organization, answer, Token))!);
    }

    /// <summary>Nothing tells whether Tallyfy took the vote.</summary>
    public Task<CardScene> LoseAnswerAsync() => EndAsync(PursueVote.Unconfirmed);

    /// <summary>Tallyfy said no; it is what the sample says now.</summary>
    public Task<CardScene> RefuseAsync(Refusal refusal, Approval sample) =>
        EndAsync(PursueVerdict.Release(Reading(sample), refusal));

    /// <summary>Somebody else was first: Tallyfy shows another end.</summary>
    public Task<CardScene> GiveWayAsync(Approval sample) => EndAsync(PursueVerdict.Release(
        Reading(sample) with
        {
            State = ApprovalState.DecidedElsewhere,
            Verdict = Verdict.Rejected,
            Completer = "Adele Vance",
        },
        null));

    /// <summary>Taking it back is on record with us.</summary>
    public async Task<CardScene> ClaimUndoAsync(Chat by, string reason, DateTimeOffset at)
    {
        var undo = decision! with
        {
            Id = Guid.CreateVersion7(),
            Rendering = shown[by.Person].Id,
            Reason = reason,
            ClaimedAt = at,
            Kind = DecisionKind.Undo,
            State = null,
            Undoes = decision.Id,
        };
        return await ClaimAsync(undo);
    }

    public Task<CardScene> FinishUndoAsync(Approval sample) =>
        EndAsync(PursueUndo.Done(decision!, Reading(sample)));

    /// <summary>The opening that follows the one before: nobody has a card of it yet.</summary>
    public CardScene AskedAgain()
    {
        key = key!.Value with { Generation = key.Value.Generation + 1 };
        shown.Clear();
        return this;
    }

    public Task<CardScene> RefuseUndoAsync(Refusal refusal) => EndAsync(Kind.Refuse(refusal));

    public async Task<CardScene> SealTrailAsync()
    {
        await desk.Get<SealTrail>().ExecuteAsync(desk.Organization.Id, Token);
        return this;
    }

    public async Task<CardScene> PruneTrailAsync()
    {
        var result = await desk.Get<PruneTrail>().ExecuteAsync(
            desk.Organization.Id, SampleApprovals.Now.AddYears(1), Token);
        Assert.NotEqual(0, Assert.IsType<PruneResult.Pruned>(result).Count);
        return this;
    }

    /// <summary>Somebody with the database's password was here.</summary>
    public async Task<CardScene> TamperAsync(string sql)
    {
        Assert.NotEqual(0, await desk.WriteAsync(
            unit => unit.ExecuteAsync(sql, new { id = decision!.Id.ToString("n") }, Token)));
        return this;
    }

    public async Task<CardMessage> ReceiptAsync(Chat reader)
    {
        var receipt = (await desk.Get<FindReceipt>().ExecuteAsync(
            decision!.Receipt.ToString(), reader.Person, [desk.Organization], Token))!;

        if (receipt.Proof.Claim?.Sequence is { } place)
            samples[$"entry {place.ToString("N0", CultureInfo.InvariantCulture)} of"] = "entry 1,234 of";

        return Readable(ReceiptCard.Render(receipt, reader.Viewer));
    }

    public async Task<Approval> ApprovalAsync() => (await StoredAsync()).ToApproval(desk.Organization);

    /// <summary>What is different in every run is the same in every snapshot.</summary>
    public CardMessage Readable(CardMessage message)
    {
        var json = Renderings().Replace(message.Card.ToJsonString(), $"$1{SampleApprovals.Rendering.Value}\"");

        foreach (var (own, sample) in samples)
            json = json.Replace(own, sample, StringComparison.Ordinal);

        var summary = samples.Aggregate(
            message.Summary, (text, one) => text.Replace(one.Key, one.Value, StringComparison.Ordinal));
        return new CardMessage(JsonNode.Parse(json)!.AsObject(), summary);
    }

    private static bool IsAboutUndo(DecisionOutcome outcome) =>
        outcome is DecisionOutcome.UndoReasonMissing or DecisionOutcome.CannotUndo or DecisionOutcome.UndoRefused
            or DecisionOutcome.ConfirmationMissing(null) or DecisionOutcome.SignInNeeded(null, _);

    private async Task<StoredApproval> StoredAsync() =>
        (await desk.Get<ApprovalStore>().FindAsync(key!.Value, Token))!;

    private Pursuit Kind => desk.Get<IEnumerable<Pursuit>>().Single(pursuit => pursuit.Kind == decision!.Kind);

    private async Task<CardScene> ClaimAsync(Decision claimed)
    {
        decision = claimed;
        var ready = new PreparedDecision.Ready(
            await StoredAsync(),
            claimed,
            desk.Organization,
            desk.Organization.ServiceClient,
            PreparedDecision.NothingBefore);
        Assert.True(await desk.Get<RecordDecision>().ClaimAsync(Kind, ready, Token));
        decision = await desk.Get<DecisionStore>().FindAsync(claimed.Id, Token);
        samples[decision!.Receipt.ToString()] = SampleApprovals.Receipt.ToString();
        return this;
    }

    private async Task<CardScene> EndAsync(DecisionEnd end)
    {
        await desk.Get<RecordDecision>().EndAsync(Kind, decision!, end, Token);
        Assert.Equal(end.State, (await desk.Get<DecisionStore>().FindAsync(decision!.Id, Token))!.State);
        return this;
    }

    private async Task<PostedCard> PostedAsync(Chat reader)
    {
        if (shown.TryGetValue(reader.Person, out var rendering))
            return (await desk.Get<PostedCardStore>().FindAsync(rendering.Card.Id, Token))!;

        var id = await desk.WriteAsync(unit => desk.Get<PostedCardStore>().AddAsync(unit, key!.Value, reader, Token));
        return (await desk.Get<PostedCardStore>().FindAsync(id!, Token))!;
    }

    private async Task RememberAsync(Chat reader, CardMessage message)
    {
        if (Renderings().Match(message.Card.ToJsonString()) is { Success: true } found)
            shown[reader.Person] =
                (await desk.Get<RenderingStore>().FindAsync(new RenderingId(found.Groups[2].Value), Token))!;
    }

    private ApprovalReading Reading(Approval sample) => new()
    {
        Id = new ApprovalId(desk.Organization.Id, sample.Id.Run, task),
        BeganAt = SampleApprovals.Now,
        State = ApprovalState.Pending,
        OrganizationName = sample.OrganizationName,
        Content = sample.Content,
        Digest = ContentDigest.For(sample.Content),
        MayDecide = [.. SampleReaders.Accounts.Values.Select(account => account.TallyfyUserId)],
    };

    [GeneratedRegex("(\"rendering\":\")([^\"]*)\"")]
    private static partial Regex Renderings();
}
