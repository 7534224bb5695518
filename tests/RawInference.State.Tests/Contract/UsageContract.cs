using FsCheck;
using FsCheck.Fluent;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Usage;
using RawInference.State.Usage;
using RawInference.Usage;

namespace RawInference.State.Tests.Contract;

/// <summary>What every book of usage shows of what was settled.</summary>
public abstract class UsageContract : StoreSuite
{
    private static readonly DateTimeOffset Start = new(2026, 3, 30, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Record_ComesBackAsItWas()
    {
        var full = Calls.Record(Calls.NewId()) with
        {
            Alias = "fast",
            Outcome = UsageOutcome.Failed,
            Error = InferenceErrorCode.StreamCut,
            Usage = new TokenUsage
            {
                Prompt = 1_234,
                Completion = 0,
                CachedPrompt = 100,
                CacheWritePrompt = 7,
                CacheWriteLongPrompt = 3,
                Reasoning = 0,
                CachedAudioPrompt = 1,
                AudioPrompt = 2,
                ImagePrompt = 3,
                AudioCompletion = 4,
                ImageCompletion = 5,
                Characters = 6,
                Images = 7,
                AudioSeconds = 8.125,
            },
            UsageSource = UsageSource.Estimated,
            CostUsd = 0.000_000_000_123_456m,
            ChargedTokens = 9_007_199_254,
            ChargedNanoUsd = 9_000_000_000_000_000,
        };
        var bare = Calls.Record(Calls.NewId()) with { Provider = null, Model = null, UsageSource = null, CostUsd = null, Cached = true };

        await SettleAsync(full);
        await SettleAsync(bare);

        var records = await Calls.RecordsAsync();
        Assert.Equal(2, records.Count);
        Assert.Equal(full, records.Single(record => record.Id == full.Id));
        Assert.Equal(bare, records.Single(record => record.Id == bare.Id));
    }

    [Fact]
    public async Task NamesThatCallersMakeUp_HaveOneSumTogether_AndRecordsOfTheirOwn()
    {
        for (var name = 0; name < 3; name++)
        {
            await SettleAsync(At(Start) with { Model = $"made-up-{name}", NamedByCaller = true, Outcome = UsageOutcome.Failed });
        }

        await SettleAsync(At(Start) with { Model = "gpt-4o-2024-08-06", AskedModel = "gpt-4o" });

        var totals = await Store.Usage.TotalsAsync(Calls.Always(), CancellationToken.None);
        Assert.Equal(
            [("openai", null, 3L), ("openai", "gpt-4o-2024-08-06", 1L)],
            totals.OrderBy(total => total.Model).Select(total => (total.Provider, total.Model, total.Counts[UsageClass.Requests])));
        var records = await Calls.RecordsAsync();
        Assert.Equal(["gpt-4o-2024-08-06", "made-up-0", "made-up-1", "made-up-2"], records.Select(record => record.Model).Order());
        Assert.Equal([null, null, null, "gpt-4o"], records.Select(record => record.AskedModel).Order());
        Assert.Equal(3, records.Count(record => record.NamedByCaller));
    }

    [Fact]
    public async Task Pages_ShowTheNewestFirst_EachRecordOnce_WhileOthersAreAdded()
    {
        for (var second = 0; second < 7; second++)
        {
            await SettleAsync(At(Start.AddSeconds(second)));
            // Two at the same moment.
            await SettleAsync(At(Start.AddSeconds(second)));
        }

        var before = await Calls.RecordsAsync();
        var seen = new List<UsageRecord>();
        string? cursor = null;
        do
        {
            var page = await Store.Usage.RecordsAsync(Calls.Always(), cursor, 3, CancellationToken.None);
            Assert.InRange(page.Records.Count, 1, 3);
            seen.AddRange(page.Records);
            cursor = page.Next;
            await SettleAsync(At(Start.AddSeconds(100)));
        }
        while (cursor is not null);

        Assert.Equal(before, seen);
        Assert.Equal(before.OrderByDescending(record => record.At).Select(record => record.At), before.Select(record => record.At));
    }

    [Fact]
    public async Task PageThatHoldsAll_HasNoNext()
    {
        await SettleAsync(At(Start));
        await SettleAsync(At(Start));

        Assert.Null((await Store.Usage.RecordsAsync(Calls.Always(), null, 2, CancellationToken.None)).Next);
        Assert.NotNull((await Store.Usage.RecordsAsync(Calls.Always(), null, 1, CancellationToken.None)).Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("x")]
    [InlineData("1.99999999999999999999")]
    public async Task CursorThatWasNotGivenOut_IsRefused(string cursor)
    {
        var refusal = await Assert.ThrowsAsync<InferenceException>(() => Store.Usage.RecordsAsync(Calls.Always(), cursor, 1, CancellationToken.None).AsTask());

        Assert.Equal(InferenceErrorCode.InvalidRequest, refusal.Code);
    }

    [Fact]
    public async Task OtherOrganizations_AreNotSeen()
    {
        var others = new Calls(Store);
        await SettleAsync(At(Start));

        Assert.Empty(await others.RecordsAsync());
        Assert.Empty(await Store.Usage.TotalsAsync(others.Always(), CancellationToken.None));
    }

    [Fact]
    public async Task RandomRecords_TotalsAreTheirSums_AndFiltersHold()
    {
        // A sample rather than a property: each record is a write.
        var records = Records().Sample(300, 20).ToArray();
        await Parallel.ForEachAsync(records, async (record, _) => await SettleAsync(record));

        UsageQuery[] queries =
        [
            Calls.Always(),
            new(Calls.Organization, new DateOnly(2026, 3, 31), new DateOnly(2026, 3, 31)),
            Calls.Always() with { Namespaces = new HashSet<string> { "ns_1", "ns_3" } },
            Calls.Always() with { Namespaces = new HashSet<string>() },
            Calls.Always() with { KeyId = "key_2" },
            Calls.Always() with { Provider = "openai", Model = "a" },
            Calls.Always() with { Namespaces = new HashSet<string> { "ns_2" }, KeyId = "key_1", Provider = "groq" },
        ];
        foreach (var query in queries)
        {
            var expected = records.Where(record => Matches(query, record)).ToArray();
            var found = await Store.Usage.RecordsAsync(query, null, 1_000, CancellationToken.None);
            Assert.Equal(expected.Select(record => record.Id).Order(), found.Records.Select(record => record.Id).Order());
            Assert.Equal(SumsOf(expected), (await Store.Usage.TotalsAsync(query, CancellationToken.None)).Select(Text).Order());
        }
    }

    private static IEnumerable<string> SumsOf(IEnumerable<UsageRecord> records) => records
        .GroupBy(record => (Day: DateOnly.FromDateTime(record.At.UtcDateTime), record.Namespace, record.KeyId, record.Provider, record.Model))
        .Select(group =>
        {
            var sum = new UsageCounts();
            foreach (var record in group)
            {
                sum.Add(UsageCounts.Of(record));
            }

            return Text(new UsageTotal(group.Key.Day, group.Key.Namespace, group.Key.KeyId, group.Key.Provider, group.Key.Model, sum));
        })
        .Order();

    private static string Text(UsageTotal total) =>
        $"{total.Day:O} {total.Namespace} {total.KeyId} {total.Provider ?? "-"} {total.Model ?? "-"}: {string.Join(" ", total.Counts.NonZero)}";

    private static bool Matches(UsageQuery query, UsageRecord record) =>
        DateOnly.FromDateTime(record.At.UtcDateTime) is var day && day >= query.From && day <= query.To
        && (query.Namespaces is null || query.Namespaces.Contains(record.Namespace))
        && (query.KeyId is null || query.KeyId == record.KeyId)
        && (query.Provider is null || query.Provider == record.Provider)
        && (query.Model is null || query.Model == record.Model);

    private Gen<UsageRecord> Records() =>
        from minutes in Gen.Choose(0, 60 * 24 * 2)
        from space in Gen.Elements("ns_1", "ns_2", "ns_3")
        from key in Gen.Elements("key_1", "key_2")
        from target in Gen.Elements<(string?, string?)>(("openai", "a"), ("openai", "b"), ("groq", "a"), (null, null))
        from outcome in Gen.Elements(UsageOutcome.Completed, UsageOutcome.Failed, UsageOutcome.Abandoned)
        from prompt in Gen.Choose(0, 5_000)
        from completion in Gen.Choose(0, 5_000)
        from reasoning in Gen.Elements(0, 1, 40)
        from known in Gen.Choose(0, 3)
        from cost in Gen.Choose(0, 1_000_000)
        select At(Start.AddMinutes(minutes)) with
        {
            Namespace = space,
            KeyId = key,
            Provider = target.Item1,
            Model = target.Item2,
            Outcome = outcome,
            Usage = known == 0 ? null : new TokenUsage { Prompt = prompt, Completion = completion + reasoning, Reasoning = reasoning, CachedPrompt = prompt / 2 },
            UsageSource = known == 0 ? null : known == 1 ? UsageSource.Estimated : UsageSource.Reported,
            CostUsd = known <= 1 ? null : cost / 1_000_000m,
            Cached = known == 3,
            ChargedTokens = prompt + completion,
            ChargedNanoUsd = cost,
        };

    private UsageRecord At(DateTimeOffset at) => Calls.Record(Calls.NewId()) with { At = at };

    private ValueTask SettleAsync(UsageRecord record) => Store.Ledger.SettleAsync(new Settlement(record, null, []), CancellationToken.None);
}
