using FsCheck;
using FsCheck.Fluent;
using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Keys;

namespace RawInference.State.Tests.Keys;

public sealed class KeyScopeTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2027-01-01T00:00:00Z", null);

    private static readonly Gen<ApiKey> AnyKey =
        from organization in Gen.Elements("org_a", "org_a", "org_a", "org_b")
        from namespaces in Maybe("red", "blue")
        from permissions in Gen.SubListOf(Permissions.Inference, Permissions.Keys, Permissions.Usage)
        from isOperator in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from providers in Maybe("first", "second")
        from models in Maybe("first/chat", "both")
        from operations in Maybe(Operations.Chat, Operations.Embedding)
        from expiry in Gen.Choose(0, 2)
        from limits in AnyLimits
        from ofModel in AnyLimits
        from isLimited in Gen.Elements(true, false)
        select new ApiKey
        {
            Id = "any",
            Organization = organization,
            Namespaces = namespaces?.ToArray(),
            Permissions = isOperator ? Permissions.All : permissions.ToHashSet(),
            Grant = new KeyGrant { Providers = providers, Models = models, Operations = operations },
            ExpiresAt = expiry == 0 ? null : Start.AddDays(expiry),
            Limits = isLimited ? limits with { Models = new Dictionary<string, LimitSet> { ["both"] = ofModel } } : limits,
        };

    private static Gen<LimitSet> AnyLimits =>
        from requests in Gen.Choose(0, 2)
        from tokens in Gen.Choose(0, 2)
        from concurrency in Gen.Choose(0, 2)
        from day in Gen.Choose(0, 2)
        from month in Gen.Choose(0, 2)
        select new LimitSet
        {
            RequestsPerMinute = OrNone(requests),
            TokensPerMinute = OrNone(tokens),
            Concurrency = OrNone(concurrency),
            BudgetPerDayUsd = OrNone(day),
            BudgetPerMonthUsd = OrNone(month),
        };

    /// <summary>The child is the parent with a few parts of another key: entirely random ones are hardly ever covered.</summary>
    private static Gen<(ApiKey Parent, ApiKey Child)> Families =>
        from parent in AnyKey
        from other in AnyKey
        from parts in Gen.Choose(0, 127)
        select (parent, parent with
        {
            Organization = (parts & 1) == 0 ? parent.Organization : other.Organization,
            Namespaces = (parts & 2) == 0 ? parent.Namespaces : other.Namespaces,
            Permissions = (parts & 4) == 0 ? parent.Permissions : other.Permissions,
            Grant = (parts & 8) == 0 ? parent.Grant : other.Grant,
            ExpiresAt = (parts & 16) == 0 ? parent.ExpiresAt : other.ExpiresAt,
            Limits = (parts & 32) == 0 ? parent.Limits : other.Limits,
        });

    [Fact]
    public void CoveredKey_MayNothingThatItsParentMayNot() =>
        Prop.ForAll(Families.ToArbitrary(), family => KeyScope.Covers(family.Parent, family.Child).Count > 0 || Abilities(family.Child).All(may => may(family.Parent)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void KeyThatMayNothingMore_IsCovered_AndEveryKeyCoversItself() =>
        Prop.ForAll(Families.ToArbitrary(), family =>
            KeyScope.Covers(family.Parent, family.Parent).Count == 0
            && (KeyScope.Covers(family.Parent, family.Child).Count == 0 || !IsNarrower(family.Parent, family.Child)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void EveryViolation_IsToldWithItsPath()
    {
        var parent = KeyWorld.Bound(Start);
        var child = new ApiKey { Id = "child", Organization = "org_other", Permissions = Permissions.All };

        Assert.Equal(
            [
                "organization", "namespaces", "permissions", "permissions", "permissions", "permissions", "providers", "models", "operations",
                "expires_at", "limits.requests_per_minute", "budget.per_day_usd", "limits.models.both.concurrency",
            ],
            KeyScope.Covers(parent, child).Select(problem => problem.Path));
        Assert.Empty(KeyScope.Covers(KeyWorld.Operator, child));
    }

    /// <summary>What a key can do, each as a question that may be put to another key.</summary>
    private static IEnumerable<Func<ApiKey, bool>> Abilities(ApiKey key)
    {
        foreach (var permission in Permissions.All.Where(key.May))
        {
            yield return other => other.May(permission);
        }

        foreach (var (organization, name) in from organization in new[] { "org_a", "org_b" } from name in new[] { "red", "blue", "green" } select (organization, name))
        {
            if (IsIn(key, organization, name))
            {
                yield return other => other.May(Permissions.Operator) || IsIn(other, organization, name);
            }
        }

        foreach (var operation in new[] { Operations.Chat, Operations.Embedding, Operations.Image }.Where(key.Grant.AllowsOperation))
        {
            yield return other => other.May(Permissions.Operator) || other.Grant.AllowsOperation(operation);
        }

        foreach (var (set, word) in from set in new Func<KeyGrant, IReadOnlySet<string>?>[] { grant => grant.Providers, grant => grant.Models }
                                    from word in new[] { "first", "second", "first/chat", "both", "other" }
                                    where set(key.Grant)?.Contains(word) != false
                                    select (set, word))
        {
            yield return other => other.May(Permissions.Operator) || set(other.Grant)?.Contains(word) != false;
        }

        foreach (var moment in new[] { Start, Start.AddDays(1), Start.AddDays(2) }.Where(moment => key.ExpiresAt is null || key.ExpiresAt > moment))
        {
            yield return other => other.May(Permissions.Operator) || other.ExpiresAt is null || other.ExpiresAt > moment;
        }

        foreach (var (limit, amount) in from limit in Limits from amount in new[] { 1m, 2m, 3m } where limit(key.Limits) is not { } most || amount <= most select (limit, amount))
        {
            yield return other => other.May(Permissions.Operator) || limit(other.Limits) is not { } most || amount <= most;
        }
    }

    private static IEnumerable<Func<LimitSet, decimal?>> Limits
    {
        get
        {
            Func<LimitSet, decimal?>[] own =
            [
                limits => limits.RequestsPerMinute, limits => limits.TokensPerMinute, limits => limits.Concurrency,
                limits => limits.BudgetPerDayUsd, limits => limits.BudgetPerMonthUsd,
            ];
            return own.Concat(own.Select(limit => (Func<LimitSet, decimal?>)(limits => limits.Models.TryGetValue("both", out var model) ? limit(model) : null)));
        }
    }

    private static bool IsNarrower(ApiKey parent, ApiKey child) => parent.Organization == child.Organization && Abilities(child).All(may => may(parent));

    private static bool IsIn(ApiKey key, string organization, string name) => key.Organization == organization && key.Namespaces?.Contains(name) != false;

    private static Gen<HashSet<string>?> Maybe(params string[] words) =>
        from isSet in Gen.Elements(true, false)
        from some in Gen.SubListOf(words)
        select isSet ? some.ToHashSet() : null;

    private static long? OrNone(int limit) => limit == 0 ? null : limit;
}
