using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Redis.Ledger;

public sealed class RedisLedgerContractTests : LedgerContract
{
    protected override async ValueTask<ILedgerStore> OpenAsync() => await RedisBook.SharedAsync();
}
