using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Redis.Ledger;

public sealed class RedisUsageContractTests : UsageContract
{
    protected override async ValueTask<ILedgerStore> OpenAsync() => await RedisBook.SharedAsync();
}
