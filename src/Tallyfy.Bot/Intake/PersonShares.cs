using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Divides what Tallyfy allows of one organization among the people who tap. Each has a share of their own, and beyond
/// it what nobody wants: some shares stay free for whoever has not come yet, and reading keeps off them too.
/// </summary>
internal sealed class PersonShares : IDisposable
{
    /// <summary>Shares that stay free while nobody has used theirs; one stays in any case.</summary>
    private const int Free = 3;

    /// <summary>
    /// Requests that one decision is expected to make, so that many taps at once do not all find the same room: the
    /// member, the task, its run, the completion and the task again.
    /// </summary>
    private const int OfOneDecision = 5;

    private static readonly TimeSpan[] Windows = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)];

    private readonly Lock gate = new();
    private readonly Dictionary<PersonId, Share> people = [];
    private readonly BudgetOptions budget;
    private readonly TimeProvider time;
    private readonly long start;
    private int held;

    public PersonShares(BudgetOptions budget, TimeProvider time, Action<DateTimeOffset> waitBegan)
    {
        (this.budget, this.time) = (budget, time);
        start = time.GetTimestamp();
        Everything = new RequestQuota(
            AllowedIn(TimeSpan.FromMinutes(1)), AllowedIn(TimeSpan.FromHours(1)), time, waitBegan, FreeIn);
    }

    /// <summary>Reading and taps together: reading has half of what Tallyfy allows, so this is twice that.</summary>
    public RequestQuota Everything { get; }

    private TimeSpan Now => time.GetElapsedTime(start);

    /// <summary>Room for one decision, theirs until their scope ends. Null, or when there is room again.</summary>
    public DateTimeOffset? TakeTurn(PersonScope scope)
    {
        lock (gate)
        {
            Forget();
            var mine = people.GetValueOrDefault(scope.Person) ?? new Share();

            if (FindWait(mine, OfOneDecision) is { } wait)
                return time.GetUtcNow() + wait;

            people[scope.Person] = mine;
            scope.Hold(this, OfOneDecision);
            mine.Held += OfOneDecision;
            held += OfOneDecision;
            return null;
        }
    }

    /// <summary>How long until there is room for one request of this person; null when there is.</summary>
    public TimeSpan? FindWait(PersonScope scope)
    {
        lock (gate)
            return FindWait(people.GetValueOrDefault(scope.Person) ?? new Share(), 1);
    }

    /// <summary>A request that was made for this person.</summary>
    public void Count(PersonScope scope)
    {
        lock (gate)
        {
            if (!people.TryGetValue(scope.Person, out var mine))
                people[scope.Person] = mine = new Share();

            mine.Spent.Add(Now);
            Use(scope, 1);
        }
    }

    /// <summary>What was held for a decision and not used is free again.</summary>
    public void GiveBack(PersonScope scope)
    {
        lock (gate)
            Use(scope, int.MaxValue);
    }

    public void Dispose() => Everything.Dispose();

    private void Use(PersonScope scope, int most)
    {
        if (scope.Use(this, most) is > 0 and var used)
        {
            people[scope.Person].Held -= used;
            held -= used;
        }
    }

    /// <summary>In their own share, or in what is left beyond everybody's.</summary>
    private TimeSpan? FindWait(Share mine, int requests)
    {
        var own = Windows.Max(window => mine.FindWait(Math.Max(1, ShareIn(window) - requests + 1), window, Now));

        if (own <= TimeSpan.Zero)
            return null;

        return Everything.FindWait(window => FreeIn(window) + held + requests - 1) is { } borrowed
            ? own < borrowed ? own : borrowed
            : null;
    }

    /// <summary>What nobody may borrow: it is there for those who have not used their share.</summary>
    private int FreeIn(TimeSpan window)
    {
        lock (gate)
        {
            var share = ShareIn(window);
            var used = people.Values.Sum(one => Math.Min(share, one.Spent.CountIn(window, Now)));
            return Math.Max(share, (Free * share) - used);
        }
    }

    private int ShareIn(TimeSpan window) => Math.Max(1, (int)(AllowedIn(window) * budget.PersonShare));

    private int AllowedIn(TimeSpan window) => 2 * (window.TotalMinutes > 1 ? budget.PerHour : budget.PerMinute);

    private void Forget()
    {
        foreach (var (person, share) in people)
        {
            if (share.Held == 0 && share.Spent.CountIn(Windows[^1], Now) == 0)
                people.Remove(person);
        }
    }

    private sealed class Share
    {
        public SlidingWindow Spent { get; } = new(Windows[^1]);

        public int Held { get; set; }

        public TimeSpan FindWait(int most, TimeSpan window, TimeSpan now) =>
            Held >= most ? window : Spent.OpensAt(most - Held, window) - now;
    }
}

/// <summary>A flow of work that a person began: a tap, a message.</summary>
internal sealed class PersonScope(PersonId person, Action leave) : IDisposable
{
    private PersonShares? holder;
    private int hold;

    public PersonId Person => person;

    /// <summary>Room was found for a decision: what belongs to it is asked in any case.</summary>
    public bool HasTurn => holder is not null;

    /// <summary>So many requests are kept for it.</summary>
    public void Hold(PersonShares shares, int requests) => (holder, hold) = (shares, requests);

    /// <summary>How many of so many had been kept.</summary>
    public int Use(PersonShares shares, int requests)
    {
        var used = shares == holder ? Math.Min(hold, requests) : 0;
        hold -= used;
        return used;
    }

    public void Dispose()
    {
        leave();
        holder?.GiveBack(this);
    }
}
