using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RawInference.Core.Pipeline.Metering;
using RawInference.State.Redis;
using RawInference.State.Redis.Ledger;
using RawInference.State.Usage;
using RawInference.Testing.Store;

namespace RawInference.State.Tests.Redis.Ledger;

public sealed class RedisLedgerRegistrationTests
{
    [Fact]
    public async Task Registration_GivesALedger_ItsReader_AndItsSweeper()
    {
        var server = await StoreServer.SharedAsync();
        var settings = Settings.Of(new() { ["ConnectionStrings:state"] = server.ConnectionString });
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddRedisConnection(settings).AddRedisStorage().AddRedisLedger();
        services.Configure<StateOptions>(options => (options.Redis.KeyPrefix, options.Redis.Timeout) = ($"test:{Guid.NewGuid():N}:", TimeSpan.FromSeconds(30)));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<RedisLedger>().SettleAsync(new Settlement(RedisBook.Record("inf_1"), null, []), TestContext.Current.CancellationToken);

        var query = new UsageQuery(RedisBook.Organization, DateOnly.MinValue, DateOnly.MaxValue);
        var page = await provider.GetRequiredService<IUsageReader>().RecordsAsync(query, null, 1, TestContext.Current.CancellationToken);
        Assert.Equal("inf_1", Assert.Single(page.Records).Id);
        Assert.Single(provider.GetServices<IHostedService>().OfType<LeaseSweeper>());
    }
}
