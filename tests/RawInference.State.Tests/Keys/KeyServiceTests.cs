using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Keys;
using RawInference.State.Registry;

namespace RawInference.State.Tests.Keys;

public sealed class KeyServiceTests : IDisposable
{
    private readonly KeyWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task NewKey_BelongsToItsMakersOrganization_AndIsStoredWithoutItsSecret()
    {
        var minted = await _world.MintAsync(KeyWorld.Operator, key => key with { Name = "ci", Namespaces = ["red"], DefaultNamespace = "red" });
        var stored = await _world.KeyEntries.FindAsync(minted.Entry.Id, CancellationToken.None);

        Assert.Equal("org_default", stored!.Organization);
        Assert.Equal([KeyWorld.IdOf("red")], stored.Key.Namespaces);
        Assert.Equal(KeyWorld.IdOf("red"), stored.Key.DefaultNamespace);
        Assert.Equal("bootstrap", stored.CreatedBy);
        Assert.Equal(_world.Time.GetUtcNow(), stored.Key.CreatedAt);
        Assert.StartsWith($"sk_live_{stored.Id}_", minted.Secret, StringComparison.Ordinal);
        Assert.Equal($"sk_live_{stored.Id}…", stored.Prefix);
        Assert.DoesNotContain(minted.Secret, minted.ToString(), StringComparison.Ordinal);
        Assert.Null((await _world.MintAsync(KeyService.CommandLine, key => key)).Entry.CreatedBy);
    }

    [Fact]
    public async Task WordsThatMeanNothing_AreToldAllAtOnce_WithThoseOfTheEditItself()
    {
        var edit = new EntryEdit<ApiKey>(
            key => key with
            {
                Organization = "org_default",
                Namespaces = ["red", "nowhere"],
                DefaultNamespace = "blue",
                Permissions = new HashSet<string> { "root" },
                Grant = new KeyGrant
                {
                    Providers = new HashSet<string> { "third" },
                    Models = new HashSet<string> { "third/x", "neither", "both", "first/whatever/it/is" },
                    Operations = new HashSet<string> { "dance" },
                },
                Limits = new LimitSet { Models = new Dictionary<string, LimitSet> { ["third/y"] = new() { Concurrency = 1 } } },
                ExpiresAt = _world.Time.GetUtcNow(),
            },
            [new InferenceProblem("name", "is missing.")]);
        var exception = await Assert.ThrowsAsync<InferenceException>(async () => await _world.Keys.MintAsync(KeyWorld.Operator, edit, CancellationToken.None));

        Assert.Equal(InferenceErrorCode.InvalidRequest, exception.Code);
        Assert.Equal(
            ["default_namespace", "expires_at", "limits.models.third/y", "models", "models", "name", "namespaces[1]", "operations", "permissions", "providers"],
            exception.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.Contains(exception.Problems, problem => problem.Message.Contains("first, second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeyOfAnOrganizationThatDoesNotExist_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<InferenceException>(async () =>
            await _world.MintAsync(KeyWorld.Operator, key => key with { Organization = "org_none" }));

        Assert.Equal("organization", Assert.Single(exception.Problems).Path);
    }

    [Fact]
    public async Task WiderKey_IsNotMade_AndForeignNamespacesLookAsIfTheyDidNotExist()
    {
        var bound = KeyWorld.Bound();
        var unlimited = await ForbiddenAsync(() => _world.MintAsync(bound, key => key));
        var foreign = await ForbiddenAsync(() => _world.MintAsync(bound, key => bound with { Id = key.Id, Namespaces = ["blue"] }));
        var unknown = await ForbiddenAsync(() => _world.MintAsync(bound, key => bound with { Id = key.Id, Namespaces = ["nowhere"] }));

        Assert.Equal(
            ["namespaces", "providers", "models", "operations", "limits.requests_per_minute", "budget.per_day_usd", "limits.models.both.concurrency"],
            unlimited.Problems.Select(problem => problem.Path));
        Assert.Equal(["namespaces"], foreign.Problems.Select(problem => problem.Path));
        Assert.Equal(["namespaces"], unknown.Problems.Select(problem => problem.Path));
        Assert.NotNull(await _world.MintAsync(bound, key => bound with { Id = key.Id, Namespaces = ["red"], Permissions = Permissions.Default }));
    }

    [Fact]
    public async Task KeySeesAndTouches_OnlyKeysThatAreNoWider()
    {
        var bound = KeyWorld.Bound();
        var wide = (await _world.MintAsync(KeyWorld.Operator, key => key)).Entry;
        var narrow = (await _world.MintAsync(KeyWorld.Operator, key => bound with { Id = key.Id })).Entry;

        Assert.Equal([narrow.Id], (await _world.Keys.ListAsync(bound, null, 10, CancellationToken.None)).Items.Select(entry => entry.Id));
        Assert.Equal(narrow, await _world.Keys.GetAsync(bound, narrow.Id, CancellationToken.None));
        await NotFoundAsync(() => _world.Keys.GetAsync(bound, wide.Id, CancellationToken.None));
        await NotFoundAsync(() => _world.Keys.GetAsync(bound, "../bootstrap", CancellationToken.None));
        await NotFoundAsync(() => _world.Keys.RevokeAsync(bound, wide.Id, CancellationToken.None));
        await NotFoundAsync(() => _world.Keys.UpdateAsync(bound, wide.Id, KeyWorld.Edit(key => key with { Name = "mine" }), CancellationToken.None));
        await NotFoundAsync(async () => (await _world.Keys.RotateAsync(bound, wide.Id, TimeSpan.Zero, CancellationToken.None)).Entry);
        await ForbiddenAsync(() => _world.Keys.UpdateAsync(bound, narrow.Id, KeyWorld.Edit(key => key with { Limits = LimitSet.None }), CancellationToken.None));
        Assert.Equal("ci", (await _world.Keys.UpdateAsync(bound, narrow.Id, KeyWorld.Edit(key => key with { Name = "ci" }), CancellationToken.None)).Key.Name);
    }

    [Fact]
    public async Task Pages_HoldEachCoveredKeyOnce()
    {
        var bound = KeyWorld.Bound();
        var expected = new List<string>();
        for (var number = 0; number < 7; number++)
        {
            await _world.MintAsync(KeyWorld.Operator, key => key);
            expected.Add((await _world.MintAsync(KeyWorld.Operator, key => bound with { Id = key.Id })).Entry.Id);
        }

        var found = new List<string>();
        RegistryPage<KeyEntry> page;
        do
        {
            page = await _world.Keys.ListAsync(bound, found.LastOrDefault(), 2, CancellationToken.None);
            Assert.InRange(page.Items.Count, 1, 2);
            found.AddRange(page.Items.Select(entry => entry.Id));
        }
        while (page.HasMore);

        Assert.Equal(expected.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task EditsThatCross_AreBothKept()
    {
        var id = (await _world.MintAsync(KeyWorld.Operator, key => key with { Name = "a" })).Entry.Id;
        var crossed = false;
        var edited = await _world.Keys.UpdateAsync(
            KeyWorld.Operator,
            id,
            KeyWorld.Edit(key =>
            {
                if (!crossed)
                {
                    crossed = true;
                    var present = _world.KeyEntries.FindAsync(id, CancellationToken.None).Preserve().Result!;
                    _world.KeyEntries.Put(present with { Key = present.Key with { Description = "theirs" }, Version = present.Version + 1 });
                }

                return key with { Name = "ours" };
            }),
            CancellationToken.None);

        Assert.Equal(("ours", "theirs", 3L), (edited.Key.Name, edited.Key.Description, edited.Version));
    }

    [Fact]
    public async Task RevokedKey_StaysRevokedSinceTheFirstTime_AndCannotBeEdited()
    {
        var id = (await _world.MintAsync(KeyWorld.Operator, key => key)).Entry.Id;
        var first = await _world.Keys.RevokeAsync(KeyWorld.Operator, id, CancellationToken.None);
        _world.Time.Advance(TimeSpan.FromHours(1));
        var second = await _world.Keys.RevokeAsync(KeyWorld.Operator, id, CancellationToken.None);

        Assert.Equal(first, second);
        Assert.Equal(KeyState.Revoked, _world.Keys.StateOf(second));
        await Assert.ThrowsAsync<InferenceException>(async () => await _world.Keys.RotateAsync(KeyWorld.Operator, id, TimeSpan.Zero, CancellationToken.None));
        await Assert.ThrowsAsync<InferenceException>(async () =>
            await _world.Keys.UpdateAsync(KeyWorld.Operator, id, KeyWorld.Edit(key => key with { ExpiresAt = null }), CancellationToken.None));
    }

    private static async Task<InferenceException> ForbiddenAsync<T>(Func<ValueTask<T>> act)
    {
        var exception = await Assert.ThrowsAsync<InferenceException>(async () => await act());
        Assert.Equal(InferenceErrorCode.Forbidden, exception.Code);
        return exception;
    }

    private static async Task NotFoundAsync(Func<ValueTask<KeyEntry>> act) =>
        Assert.Equal(InferenceErrorCode.NotFound, (await Assert.ThrowsAsync<InferenceException>(async () => await act())).Code);
}
