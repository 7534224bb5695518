using RawInference.Core.Usage;
using RawInference.State.Usage;

namespace RawInference.State.Tests.Redis.Ledger;

public sealed class RedisUsageReaderTests
{
    [Fact]
    public async Task BeyondTheMost_TheOldestRecordsMakeWay_AndSumsStayExact()
    {
        var options = new StateOptions();
        options.Usage.MaxRecords = 10;
        await using var book = await RedisBook.SharedAsync(options: options);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(index =>
            book.SettleAsync(RedisBook.Record($"inf_{index:D3}", at: RedisBook.Now.AddSeconds(index))).AsTask()));

        Assert.Equal(Enumerable.Range(290, 10).Reverse().Select(index => $"inf_{index}"), (await book.RecordsAsync()).Select(record => record.Id));
        Assert.Equal(300, (await book.TotalAsync())[UsageClass.Requests]);
    }

    [Fact]
    public async Task RecordsThatAreTooOld_AreSweptAway_LostOnesToo()
    {
        var options = new StateOptions();
        options.Usage.RecordDays = 2;
        await using var book = await RedisBook.SharedAsync(options: options);
        for (var day = 0; day < 5; day++)
        {
            await book.SettleAsync(RedisBook.Record($"inf_{day}", at: RedisBook.Now.AddDays(-day).AddMinutes(1)));
        }

        await book.SweepAsync();

        Assert.Equal(["inf_0", "inf_1", "inf_2"], (await book.RecordsAsync()).Select(record => record.Id));
        Assert.Equal(5, (await book.TotalAsync())[UsageClass.Requests]);
    }

    [Fact]
    public async Task MoreRecordsThatAreTooOldThanOneStepDrops_AreAllGoneAfterASweep()
    {
        var options = new StateOptions();
        options.Usage.RecordDays = 2;
        await using var book = await RedisBook.SharedAsync(options: options);
        await Task.WhenAll(Enumerable.Range(0, 250).Select(index =>
            book.SettleAsync(RedisBook.Record($"inf_{index}", at: RedisBook.Now.AddDays(-3))).AsTask()));

        await book.SweepAsync();

        Assert.Empty(await book.RecordsAsync());
    }

    [Fact]
    public async Task PageOfAQueryThatFewFit_EndsWithinBounds_AndItsCursorGoesOn()
    {
        await using var book = await RedisBook.SharedAsync();
        await Task.WhenAll(Enumerable.Range(0, 6_000).Select(index =>
            book.SettleAsync(RedisBook.Record($"inf_{index:D4}") with { KeyId = index == 0 ? "rare" : "usual" }).AsTask()));
        var query = new UsageQuery(RedisBook.Organization, DateOnly.MinValue, DateOnly.MaxValue) { KeyId = "rare" };

        var first = await book.Usage.RecordsAsync(query, null, 10, TestContext.Current.CancellationToken);
        var second = await book.Usage.RecordsAsync(query, first.Next, 10, TestContext.Current.CancellationToken);

        Assert.Empty(first.Records);
        Assert.NotNull(first.Next);
        Assert.Equal("inf_0000", Assert.Single(second.Records).Id);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task NamesWithSeparators_AreToldApart()
    {
        await using var book = await RedisBook.SharedAsync();
        (string? Provider, string? Model)[] targets = [("a|b", "c"), ("a", "b|c"), ("a%7Cb", "c"), (null, "%"), ("%", null), (null, null)];
        foreach (var (index, (provider, model)) in targets.Index())
        {
            await book.SettleAsync(RedisBook.Record($"inf_{index}") with { Provider = provider, Model = model });
        }

        var query = new UsageQuery(RedisBook.Organization, DateOnly.MinValue, DateOnly.MaxValue);
        var totals = await book.Usage.TotalsAsync(query, TestContext.Current.CancellationToken);

        Assert.Equal(targets.Order(), totals.Select(total => (total.Provider, total.Model)).Order());
        Assert.All(totals, total => Assert.Equal(1, total.Counts[UsageClass.Requests]));
    }

    [Fact]
    public async Task DayOfManyKeys_IsReadWhole()
    {
        await using var book = await RedisBook.SharedAsync();
        await Task.WhenAll(Enumerable.Range(0, 1_500).Select(index =>
            book.SettleAsync(RedisBook.Record($"inf_{index}") with { KeyId = $"key_{index % 750}" }).AsTask()));

        var query = new UsageQuery(RedisBook.Organization, DateOnly.MinValue, DateOnly.MaxValue);
        var totals = await book.Usage.TotalsAsync(query, TestContext.Current.CancellationToken);

        Assert.Equal(750, totals.Count);
        Assert.All(totals, total => Assert.Equal(2, total.Counts[UsageClass.Completed]));
    }
}
