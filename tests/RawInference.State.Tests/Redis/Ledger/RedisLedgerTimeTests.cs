using Microsoft.Extensions.Time.Testing;
using RawInference.State.Tests.Contract;
using RawInference.State.Tests.Local;

namespace RawInference.State.Tests.Redis.Ledger;

public sealed class RedisLedgerTimeTests : LedgerTimeContract
{
    protected override async ValueTask<ILedgerStore> OpenAsync() => await RedisBook.SharedAsync(clock: new FakeTimeProvider(LocalLedgerStore.Start));
}
