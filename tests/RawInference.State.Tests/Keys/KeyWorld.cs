using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.Core.Providers;
using RawInference.State.Keys;
using RawInference.State.Namespaces;
using RawInference.State.Organizations;
using RawInference.State.Registry;
using RawInference.State.Tests.Registry;
using RawInference.Testing;

namespace RawInference.State.Tests.Keys;

/// <summary>Keys over registries in memory, with the providers <c>first</c> and <c>second</c>, the alias <c>both</c> and the namespaces <c>red</c> and <c>blue</c>.</summary>
internal sealed class KeyWorld : IDisposable
{
    public KeyWorld(string? bootstrap = null)
    {
        State = new LocalState(
            new()
            {
                ["RawInference:Providers:first:ApiKey"] = "x",
                ["RawInference:Providers:second:ApiKey"] = "x",
                ["RawInference:Models:both:Targets:0"] = "first/chat",
                ["RawInference:Namespaces:0"] = "red",
                ["RawInference:Namespaces:1"] = "blue",
                ["RawInference:Keys:Bootstrap"] = bootstrap,
            },
            time: Time,
            configure: services =>
            {
                services.AddSingleton<IRegistry<KeyEntry>>(KeyEntries);
                services.AddSingleton<IRegistry<NamespaceEntry>>(NamespaceEntries);
                services.AddSingleton<IRegistry<OrganizationEntry>>(OrganizationEntries);
                services.AddSingleton<IConnector>(new FakeConnector());
                services.AddRawInference();
            });
    }

    public static ApiKey Operator { get; } = new() { Id = "bootstrap", Organization = "org_default", Permissions = Permissions.All };

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.Parse("2027-01-01T00:00:00Z", null));

    public MemoryRegistry<KeyEntry> KeyEntries { get; } = new();

    public MemoryRegistry<NamespaceEntry> NamespaceEntries { get; } = new();

    public MemoryRegistry<OrganizationEntry> OrganizationEntries { get; } = new();

    public LocalState State { get; }

    public KeyService Keys => State.Get<KeyService>();

    public static string IdOf(string name) => NamespaceId.Of("org_default", name);

    /// <summary>An administrator's key that is bound in every way.</summary>
    public static ApiKey Bound(DateTimeOffset? expires = null) => new()
    {
        Id = "bound",
        Organization = "org_default",
        Namespaces = [IdOf("red")],
        Permissions = new HashSet<string> { Permissions.Inference, Permissions.Keys },
        Grant = new KeyGrant
        {
            Providers = new HashSet<string> { "first" },
            Models = new HashSet<string> { "first/chat", "both" },
            Operations = new HashSet<string> { Operations.Chat },
        },
        Limits = new LimitSet { RequestsPerMinute = 60, BudgetPerDayUsd = 5, Models = new Dictionary<string, LimitSet> { ["both"] = new() { Concurrency = 2 } } },
        ExpiresAt = expires,
    };

    public static EntryEdit<ApiKey> Edit(Func<ApiKey, ApiKey> edit) => new(edit);

    public ValueTask<MintedKey> MintAsync(ApiKey actor, Func<ApiKey, ApiKey> edit) => Keys.MintAsync(actor, Edit(edit), CancellationToken.None);

    public ValueTask<ApiKey?> AuthenticateAsync(string secret) => State.AuthenticateAsync(secret);

    public void Dispose() => State.Dispose();
}
