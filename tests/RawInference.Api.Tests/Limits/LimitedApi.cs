using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Metering;
using RawInference.Core.Providers;
using RawInference.Testing;

namespace RawInference.Api.Tests.Limits;

/// <summary>The real Api with a key that has limits, a ledger that says what a test lets it say, and the provider <c>first</c>.</summary>
public sealed class LimitedApi : IAsyncDisposable, IKeyStore
{
    public LimitedApi()
    {
        (string, string)[] settings =
        [
            ("RawInference:Providers:first:ApiKey", "secret-first"),
            ("RawInference:Prices:first/embed:Input", "7.5"),
            ("RawInference:Prices:first/embed:AsOf", "2026-03-04"),
        ];
        Api = new ApiHost(settings, services => services
            .AddSingleton<IConnector>(new FakeConnector())
            .AddSingleton<ILedger>(Ledger)
            .AddSingleton<IKeyStore>(this));
    }

    public ApiHost Api { get; }

    public RecordingLedger Ledger { get; } = new();

    /// <summary>Of the next calls' key.</summary>
    public LimitSet Limits { get; set; } = LimitSet.None;

    public ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken) => new(new ApiKey
    {
        Id = "key_any",
        Organization = Caller.DefaultOrganization,
        DefaultNamespace = NamespaceId.Of(Caller.DefaultOrganization, Caller.DefaultNamespace),
        Limits = Limits,
    });

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
