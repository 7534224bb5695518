using RawInference.Core.Identity;

namespace RawInference.State.Tests.Namespaces;

public sealed class NamespaceTests
{
    [Fact]
    public async Task Namespace_IsFoundByNameAndById()
    {
        using var state = new LocalState(new() { ["RawInference:Namespaces:0"] = "team" });

        var id = await FindAsync(state, "team");

        Assert.Matches(@"\Ans_[0-9a-f]{24}\z", id);
        Assert.Equal(id, await FindAsync(state, id!));
    }

    [Fact]
    public async Task DefaultNamespace_AlwaysExists_AndIsTheOneOfTheProcessItself()
    {
        using var state = new LocalState([]);

        Assert.Equal(Caller.Local.Namespace, await FindAsync(state, "default"));
        Assert.Equal("ns_b98322b1b592a8053e24c30a", await FindAsync(state, "default"));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("TEAM")]
    [InlineData("")]
    [InlineData("ns_000000000000000000000000")]
    public async Task UnknownName_IsNotFound(string name)
    {
        using var state = new LocalState(new() { ["RawInference:Namespaces:0"] = "team" });

        Assert.Null(await FindAsync(state, name));
    }

    [Fact]
    public async Task Organizations_DoNotShareNamespaces()
    {
        using var state = new LocalState(new() { ["RawInference:Namespaces:0"] = "team" });
        var id = await FindAsync(state, "team");

        Assert.NotEqual(id, NamespaceId.Of("org_other", "team"));
        Assert.Null(await state.Get<INamespaceStore>().FindAsync("org_other", "team", CancellationToken.None));
        Assert.Null(await state.Get<INamespaceStore>().FindAsync("org_other", id!, CancellationToken.None));
    }

    [Theory]
    [InlineData("Team")]
    [InlineData("-team")]
    [InlineData("team\n")]
    [InlineData("équipe")]
    [InlineData("ns_team")]
    [InlineData("")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void NameOutsideTheCharacterSet_IsRefused(string name)
    {
        using var state = new LocalState(new() { ["RawInference:Namespaces:0"] = "team", ["RawInference:Namespaces:1"] = name });

        Assert.StartsWith("RawInference:Namespaces[1]: must ", Assert.Single(state.Start()), StringComparison.Ordinal);
    }

    [Fact]
    public void NameTwice_IsRefused()
    {
        using var state = new LocalState(new() { ["RawInference:Namespaces:0"] = "team", ["RawInference:Namespaces:1"] = "team" });

        Assert.Equal("RawInference:Namespaces[1]: 'team' is there twice.", Assert.Single(state.Start()));
    }

    [Fact]
    public void NamesOfAnyAllowedForm_AreTaken()
    {
        using var state = new LocalState(new() { ["RawInference:Namespaces:0"] = "0", ["RawInference:Namespaces:1"] = "default", ["RawInference:Namespaces:2"] = "a_b-c" });

        Assert.Empty(state.Start());
    }

    private static async Task<string?> FindAsync(LocalState state, string idOrName) =>
        (await state.Get<INamespaceStore>().FindAsync("org_default", idOrName, CancellationToken.None))?.Id;
}
