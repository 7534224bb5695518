using System.Collections.Frozen;
using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Keys;

namespace RawInference.State.Tests.Contract;

/// <summary>Entries to store.</summary>
internal static class Entries
{
    /// <summary>A key that has everything a key can have.</summary>
    public static KeyEntry Full { get; } = new()
    {
        Key = new ApiKey
        {
            Id = "k1",
            Organization = "org_1",
            Name = "Bücher \"und\" 😀",
            Description = "two\nlines",
            Namespaces = ["ns_2", "ns_1"],
            DefaultNamespace = "ns_1",
            Permissions = new[] { Permissions.Usage, Permissions.Inference }.ToFrozenSet(),
            Grant = new KeyGrant
            {
                Providers = new HashSet<string> { "acme" },
                Models = new HashSet<string> { "acme/large", "acme/Large" },
                Operations = new HashSet<string>(),
            },
            Limits = new LimitSet
            {
                RequestsPerMinute = 60,
                TokensPerMinute = 9_007_199_254_740_993,
                Concurrency = 0,
                BudgetPerDayUsd = 12.340m,
                BudgetPerMonthUsd = 79228162514264337593543950335m,
                Models = new Dictionary<string, LimitSet> { ["fast"] = new LimitSet { BudgetPerDayUsd = 0.1m } },
            },
            ExpiresAt = new DateTimeOffset(2027, 1, 31, 12, 0, 0, TimeSpan.FromHours(1)),
            CreatedAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddTicks(1),
        },
        Hash = "0a",
        PreviousHash = "0b",
        PreviousUntil = DateTimeOffset.UnixEpoch,
        RevokedAt = DateTimeOffset.UnixEpoch.AddSeconds(1),
        CreatedBy = "k0",
    };

    public static KeyEntry Key(string id, string organization = "org_1", string? name = null, long version = 1) => new()
    {
        Key = new ApiKey { Id = id, Organization = organization, Name = name },
        Hash = "00",
        Version = version,
    };
}
