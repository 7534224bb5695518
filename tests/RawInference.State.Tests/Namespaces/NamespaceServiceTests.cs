using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Namespaces;
using RawInference.State.Organizations;
using RawInference.State.Registry;
using RawInference.State.Tests.Keys;

namespace RawInference.State.Tests.Namespaces;

public sealed class NamespaceServiceTests : IDisposable
{
    private static readonly LimitSet Some = new() { RequestsPerMinute = 5 };

    private readonly KeyWorld _world = new();

    private NamespaceService Namespaces => _world.State.Get<NamespaceService>();

    private INamespaceStore Directory => _world.State.Get<INamespaceStore>();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task NewNamespace_IsFoundByIdAndName_InItsOrganizationOnly()
    {
        var made = await CreateAsync(KeyWorld.Operator, "team");

        Assert.Equal(made, await FindAsync("org_default", "team"));
        Assert.Equal(made, await FindAsync("org_default", made.Id));
        Assert.Null(await FindAsync("org_other", made.Id));
        Assert.Equal("name", await RefusedAsync(() => CreateAsync(KeyWorld.Operator, "team"), InferenceErrorCode.InvalidRequest));
        Assert.Equal("name", await RefusedAsync(() => CreateAsync(KeyWorld.Operator, "red"), InferenceErrorCode.InvalidRequest));
        Assert.Equal("name", await RefusedAsync(() => CreateAsync(KeyWorld.Operator, "ns_x"), InferenceErrorCode.InvalidRequest));
    }

    [Fact]
    public async Task LimitsOfAConfiguredNamespace_CanBeSet_AndHoldAtOnce()
    {
        Assert.Equal(LimitSet.None, (await FindAsync("org_default", "red"))!.Limits);
        await Namespaces.UpdateAsync(KeyWorld.Operator, "red", Limits(Some), CancellationToken.None);
        Assert.Equal(Some, (await FindAsync("org_default", "red"))!.Limits);
        await Namespaces.UpdateAsync(KeyWorld.Operator, KeyWorld.IdOf("red"), Limits(LimitSet.None), CancellationToken.None);
        Assert.Equal(LimitSet.None, (await FindAsync("org_default", "red"))!.Limits);
    }

    [Fact]
    public async Task KeyThatIsBoundToNamespaces_ReachesNoOther()
    {
        var bound = KeyWorld.Bound();
        var mine = await Namespaces.ListAsync(bound, null, 10, CancellationToken.None);

        Assert.Equal(["red"], mine.Items.Select(entry => entry.Name));
        Assert.Equal("red", (await Namespaces.GetAsync(bound, "red", CancellationToken.None)).Name);
        await RefusedAsync(() => Namespaces.GetAsync(bound, "blue", CancellationToken.None), InferenceErrorCode.NotFound);
        await RefusedAsync(() => Namespaces.UpdateAsync(bound, "blue", Limits(Some), CancellationToken.None), InferenceErrorCode.NotFound);
        Assert.Equal("name", await RefusedAsync(() => CreateAsync(bound, "team"), InferenceErrorCode.Forbidden));
    }

    [Fact]
    public async Task Pages_HoldConfiguredAndStoredNamespacesOnce()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await CreateAsync(KeyWorld.Operator, name);
        }

        await Namespaces.UpdateAsync(KeyWorld.Operator, "red", Limits(Some), CancellationToken.None);
        var found = new List<Namespace>();
        RegistryPage<Namespace> page;
        do
        {
            page = await Namespaces.ListAsync(KeyWorld.Operator, found.LastOrDefault()?.Id, 2, CancellationToken.None);
            found.AddRange(page.Items);
        }
        while (page.HasMore);

        Assert.Equal(["a", "b", "blue", "c", "d", "default", "e", "red"], found.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal(found.Select(entry => entry.Id).Order(StringComparer.Ordinal), found.Select(entry => entry.Id));
        Assert.Equal(Some, found.Single(entry => entry.Name == "red").Limits);
    }

    [Fact]
    public async Task OrganizationOfAnother_HasItsDefaultNamespace_AndNothingOfOthers()
    {
        var made = await _world.State.Get<OrganizationService>().CreateAsync(
            KeyWorld.Operator, new EntryEdit<Organization>(entry => entry with { Name = "Acme", Limits = Some }), CancellationToken.None);

        Assert.Equal(Some, (await Directory.FindOrganizationAsync(made.Id, CancellationToken.None))!.Limits);
        Assert.Equal(made.Id, (await FindAsync(made.Id, "default"))!.Organization);
        Assert.Null(await FindAsync(made.Id, "red"));
        Assert.Null(await FindAsync("org_none", "default"));
        var theirs = await Namespaces.CreateAsync(
            KeyWorld.Operator, new EntryEdit<Namespace>(entry => entry with { Organization = made.Id, Name = "red" }), CancellationToken.None);
        Assert.NotEqual(KeyWorld.IdOf("red"), theirs.Id);
        Assert.Equal("organization", await RefusedAsync(
            () => Namespaces.CreateAsync(
                KeyWorld.Operator, new EntryEdit<Namespace>(entry => entry with { Organization = "org_none", Name = "x" }), CancellationToken.None),
            InferenceErrorCode.InvalidRequest));
    }

    [Fact]
    public async Task StoreAway_ConfiguredNamespacesStillExist_OthersAre503()
    {
        _world.NamespaceEntries.Away = true;
        _world.OrganizationEntries.Away = true;

        Assert.Equal("red", (await FindAsync("org_default", "red"))!.Name);
        Assert.Equal("org_default", (await Directory.FindOrganizationAsync("org_default", CancellationToken.None))!.Id);
        await Assert.ThrowsAsync<InferenceException>(() => FindAsync("org_default", "team"));
    }

    private async Task<Namespace?> FindAsync(string organization, string idOrName) => await Directory.FindAsync(organization, idOrName, CancellationToken.None);

    private ValueTask<Namespace> CreateAsync(ApiKey actor, string name) =>
        Namespaces.CreateAsync(actor, new EntryEdit<Namespace>(entry => entry with { Name = name }), CancellationToken.None);

    private static EntryEdit<Namespace> Limits(LimitSet limits) => new(entry => entry with { Limits = limits });

    private static async Task<string?> RefusedAsync(Func<ValueTask<Namespace>> act, InferenceErrorCode code)
    {
        var exception = await Assert.ThrowsAsync<InferenceException>(async () => await act());
        Assert.Equal(code, exception.Code);
        return exception.Problems.Select(problem => problem.Path).SingleOrDefault();
    }
}
