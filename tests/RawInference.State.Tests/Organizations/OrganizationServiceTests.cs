using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Organizations;
using RawInference.State.Registry;
using RawInference.State.Tests.Keys;

namespace RawInference.State.Tests.Organizations;

public sealed class OrganizationServiceTests : IDisposable
{
    private readonly KeyWorld _world = new();

    private OrganizationService Organizations => _world.State.Get<OrganizationService>();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task DefaultOrganization_IsThereWithoutBeingMade_AndCanBeLimited()
    {
        Assert.Equal(["org_default"], (await ListAsync(null, 10)).Items.Select(entry => entry.Id));
        await Organizations.UpdateAsync(
            KeyWorld.Operator, "org_default", new(entry => entry with { Limits = new LimitSet { BudgetPerDayUsd = 10 } }), CancellationToken.None);

        Assert.Equal(10, Assert.Single((await ListAsync(null, 10)).Items).Limits.BudgetPerDayUsd);
        Assert.Equal(10, (await _world.State.Get<INamespaceStore>().FindOrganizationAsync("org_default", CancellationToken.None))!.Limits.BudgetPerDayUsd);
    }

    [Fact]
    public async Task Pages_HoldEveryOrganizationOnce()
    {
        for (var number = 0; number < 4; number++)
        {
            var made = await Organizations.CreateAsync(KeyWorld.Operator, new(entry => entry with { Name = $"n{number}" }), CancellationToken.None);
            Assert.Matches(@"\Aorg_[a-z0-9]{16}\z", made.Id);
        }

        var first = await ListAsync(null, 3);
        var second = await ListAsync(first.Items[^1].Id, 3);

        Assert.True(first.HasMore);
        Assert.False(second.HasMore);
        Assert.Equal(5, first.Items.Concat(second.Items).Select(entry => entry.Id).Distinct().Count());
    }

    [Fact]
    public async Task KeyThatIsNoOperators_ReachesNone()
    {
        var bound = KeyWorld.Bound();

        await RefusedAsync(() => Organizations.GetAsync(bound, "org_default", CancellationToken.None), InferenceErrorCode.Forbidden);
        await RefusedAsync(() => Organizations.CreateAsync(bound, new(entry => entry), CancellationToken.None), InferenceErrorCode.Forbidden);
        await RefusedAsync(() => Organizations.UpdateAsync(bound, "org_default", new(entry => entry), CancellationToken.None), InferenceErrorCode.Forbidden);
        await Assert.ThrowsAsync<InferenceException>(async () => await Organizations.ListAsync(bound, null, 1, CancellationToken.None));
        await RefusedAsync(() => Organizations.GetAsync(KeyWorld.Operator, "org_none", CancellationToken.None), InferenceErrorCode.NotFound);
    }

    private ValueTask<RegistryPage<Organization>> ListAsync(string? after, int count) =>
        Organizations.ListAsync(KeyWorld.Operator, after, count, CancellationToken.None);

    private static async Task RefusedAsync(Func<ValueTask<Organization>> act, InferenceErrorCode code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<InferenceException>(async () => await act())).Code);
}
