using Microsoft.Extensions.Time.Testing;
using RawInference.Core.Identity;
using RawInference.State.Keys;

namespace RawInference.State.Tests.Keys;

public sealed class ConfiguredKeyStoreTests
{
    private const string Pepper = "a pepper of more than 32 characters";
    private const string Bootstrap = "sk_a-key-that-an-operator-typed-in-by-hand";

    private static readonly string BuildKey = ApiKeyFormat.Create("live", "build");
    private static readonly string DefaultNamespace = NamespaceId.Of("org_default", "default");

    [Fact]
    public async Task BootstrapKey_MayDoEverything_InTheDefaultNamespace()
    {
        using var state = new LocalState(new() { ["RawInference:Keys:Bootstrap"] = Bootstrap });

        var key = await state.AuthenticateAsync(Bootstrap);

        Assert.Equal(new ApiKey { Id = "bootstrap", Organization = "org_default", DefaultNamespace = DefaultNamespace, Permissions = Permissions.All }, key);
        Assert.Null(await state.AuthenticateAsync(Bootstrap + "x"));
        Assert.Null(await state.AuthenticateAsync(Bootstrap[..^1]));
    }

    [Fact]
    public async Task HashedKey_HasItsNamespacesAndItsGrant()
    {
        using var state = new LocalState(Build(new()
        {
            ["RawInference:Namespaces:0"] = "team",
            ["RawInference:Namespaces:1"] = "lab",
            ["RawInference:Keys:Hashed:build:Namespaces:0"] = "team",
            ["RawInference:Keys:Hashed:build:Namespaces:1"] = "lab",
            ["RawInference:Keys:Hashed:build:DefaultNamespace"] = "lab",
            ["RawInference:Keys:Hashed:build:Providers:0"] = "acme",
            ["RawInference:Keys:Hashed:build:Models:0"] = "acme/large",
            ["RawInference:Keys:Hashed:build:Operations:0"] = "chat",
            ["RawInference:Keys:Hashed:build:Permissions:0"] = "usage",
            ["RawInference:Keys:Hashed:build:Name"] = "Build",
        }));

        var key = await state.AuthenticateAsync(BuildKey);

        Assert.NotNull(key);
        Assert.Equal("build", key.Id);
        Assert.Equal([NamespaceId.Of("org_default", "team"), NamespaceId.Of("org_default", "lab")], key.Namespaces);
        Assert.Equal(NamespaceId.Of("org_default", "lab"), key.DefaultNamespace);
        Assert.Equal(["acme"], key.Grant.Providers);
        Assert.Equal(["acme/large"], key.Grant.Models);
        Assert.Equal(["chat"], key.Grant.Operations);
        Assert.Equal(["usage"], key.Permissions);
        Assert.Equal("Build", key.Name);
    }

    [Fact]
    public async Task OnlyNamespaceOfAKey_IsItsDefault_AndAKeyWithoutListMayUseAll()
    {
        using var one = new LocalState(Build(new() { ["RawInference:Keys:Hashed:build:Namespaces:0"] = "default" }));
        using var all = new LocalState(Build([]));

        var restricted = await one.AuthenticateAsync(BuildKey);
        var unrestricted = await all.AuthenticateAsync(BuildKey);

        Assert.Equal(DefaultNamespace, restricted?.DefaultNamespace);
        Assert.Equal(new ApiKey { Id = "build", Organization = "org_default", Grant = unrestricted!.Grant }, unrestricted);
        Assert.Equal(KeyGrant.Everything, unrestricted.Grant);
    }

    [Fact]
    public async Task ExpiredKey_IsAsUnknown_FromItsMomentOn()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2027-01-31T11:59:59Z", null));
        using var state = new LocalState(Build(new() { ["RawInference:Keys:Hashed:build:ExpiresAt"] = "2027-01-31T12:00:00" }), time: time);

        Assert.NotNull(await state.AuthenticateAsync(BuildKey));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await state.AuthenticateAsync(BuildKey));
    }

    [Fact]
    public async Task AnotherSecretOfAKnownId_IsRefused()
    {
        using var state = new LocalState(Build([]));

        Assert.Null(await state.AuthenticateAsync(ApiKeyFormat.Create("live", "build")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk_")]
    [InlineData("pk_a-key-that-an-operator-typed-in-by-hand")]
    public async Task WhatIsNoKey_IsRefused(string secret)
    {
        using var state = new LocalState(new() { ["RawInference:Keys:Bootstrap"] = Bootstrap });

        Assert.Null(await state.AuthenticateAsync(secret));
        Assert.Null(await state.AuthenticateAsync(ApiKeyFormat.Create("live")));
        Assert.Null(await state.AuthenticateAsync("sk_" + new string('x', 1_000_000)));
    }

    [Fact]
    public async Task WithoutAnyConfiguration_NobodyIsLetIn()
    {
        using var state = new LocalState([]);

        Assert.Null(await state.AuthenticateAsync(ApiKeyFormat.Create("live")));
        Assert.Null(await state.AuthenticateAsync(new string('\0', 32)));
    }

    [Fact]
    public async Task DevelopmentKey_IsKept_AndAcceptedOnlyWhereSwitchedOn()
    {
        using var state = new LocalState([], keys: options => options.UseDevelopmentKey = true);
        using var other = new LocalState([]);
        var key = DevelopmentKey.ReadOrCreate(state.Get<DataFolder>());
        DevelopmentKey.ReadOrCreate(other.Get<DataFolder>());

        Assert.StartsWith("sk_dev_", key, StringComparison.Ordinal);
        Assert.Equal(key, File.ReadAllText(Path.Combine(state.ContentRoot, ".rawinference", "development-key")));
        Assert.Equal(new ApiKey { Id = "development", Organization = "org_default", DefaultNamespace = DefaultNamespace, Permissions = Permissions.All }, await state.AuthenticateAsync(key));
        Assert.Null(await other.AuthenticateAsync(DevelopmentKey.ReadOrCreate(other.Get<DataFolder>())));
    }

    [Fact]
    public async Task WithoutAPepper_OneIsGeneratedAndKept()
    {
        using var state = new LocalState(new() { ["RawInference:Keys:Bootstrap"] = Bootstrap });

        Assert.NotNull(await state.AuthenticateAsync(Bootstrap));

        var pepper = await File.ReadAllTextAsync(Path.Combine(state.ContentRoot, ".rawinference", "pepper"), CancellationToken.None);
        Assert.Equal(new KeyHasher(pepper).HashText("sk_x"), state.Get<KeyHasher>().HashText("sk_x"));
    }

    [Theory]
    [InlineData("pepper")]
    [InlineData("development-key")]
    public void DamagedFile_IsNamed_AndNotReplaced(string file)
    {
        using var state = new LocalState([], keys: options => options.UseDevelopmentKey = true);
        var path = Path.Combine(state.ContentRoot, ".rawinference", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "half a sec");

        var exception = Assert.Throws<InvalidDataException>(state.Get<IKeyStore>);

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("half a sec", exception.Message, StringComparison.Ordinal);
        Assert.Equal("half a sec", File.ReadAllText(path));
    }

    private static Dictionary<string, string?> Build(Dictionary<string, string?> configuration)
    {
        configuration["RawInference:Keys:Pepper"] = Pepper;
        configuration["RawInference:Keys:Hashed:build:Hash"] = new KeyHasher(Pepper).HashText(BuildKey);
        return configuration;
    }
}
