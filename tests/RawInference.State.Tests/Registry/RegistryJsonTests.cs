using FsCheck;
using FsCheck.Fluent;
using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Keys;
using RawInference.State.Namespaces;
using RawInference.State.Organizations;
using RawInference.State.Registry;
using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Registry;

public sealed class RegistryJsonTests
{
    /// <summary>The format is stored: whoever changes it has to read the old one, too.</summary>
    [Fact]
    public void Key_IsWrittenAsEver() => Assert.Equal(
        """{"key":{"id":"k1","organization":"org_1","name":"B\u00FCcher \u0022und\u0022 \uD83D\uDE00","description":"two\nlines","namespaces":["ns_2","ns_1"],"defaultNamespace":"ns_1","permissions":["inference","usage"],"grant":{"providers":["acme"],"models":["acme/Large","acme/large"],"operations":[]},"limits":{"requestsPerMinute":60,"tokensPerMinute":9007199254740993,"concurrency":0,"budgetPerDayUsd":12.340,"budgetPerMonthUsd":79228162514264337593543950335,"models":{"fast":{"budgetPerDayUsd":0.1,"models":{}}}},"expiresAt":"2027-01-31T12:00:00+01:00","createdAt":"2026-01-31T12:00:00.0000001+00:00"},"hash":"0a","previousHash":"0b","previousUntil":"1970-01-01T00:00:00+00:00","revokedAt":"1970-01-01T00:00:01+00:00","createdBy":"k0","version":1}""",
        RegistryJson.Write(Entries.Full));

    [Fact]
    public void NamespaceAndOrganization_AreWrittenAsEver()
    {
        Assert.Equal(
            """{"namespace":{"id":"ns_1","organization":"org_1","name":"team","limits":{"models":{}}},"version":7}""",
            RegistryJson.Write(new NamespaceEntry(new Namespace { Id = "ns_1", Organization = "org_1", Name = "team" }, 7)));
        Assert.Equal(
            """{"value":{"id":"org_1","name":"Acme","limits":{"models":{}}},"version":1}""",
            RegistryJson.Write(new OrganizationEntry(new Organization { Id = "org_1", Name = "Acme" })));
    }

    [Fact]
    public void WhatIsNotSaid_HasItsDefault()
    {
        var entry = RegistryJson.Read<KeyEntry>("""{"key":{"id":"k1","organization":"org_1"},"hash":"00"}""");

        Assert.Equal(Permissions.Default, entry.Key.Permissions);
        Assert.Equal(KeyGrant.Everything, entry.Key.Grant);
        Assert.Empty(entry.Key.Limits.Models);
        Assert.Equal(1, entry.Version);
        Assert.Equal(1, RegistryJson.Read<NamespaceEntry>("""{"namespace":{"id":"ns_1","organization":"org_1","name":"team"}}""").Version);
    }

    [Theory]
    [InlineData("""{"key":{"id":"k1","organization":"org_1","allowedAddresses":["10.0.0.1"]},"hash":"00"}""")]
    [InlineData("""{"key":{"id":"k1","id":"k2","organization":"org_1"},"hash":"00"}""")]
    [InlineData("""{"key":{"id":"k1","organization":null},"hash":"00"}""")]
    [InlineData("""{"key":{"id":"k1"},"hash":"00"}""")]
    [InlineData("""{"hash":"00"}""")]
    [InlineData("null")]
    [InlineData("{")]
    public void WhatIsNotUnderstood_IsRefused_WithoutItsText(string json)
    {
        var refusal = Assert.Throws<InferenceException>(() => RegistryJson.Read<KeyEntry>(json));

        Assert.Equal(InferenceErrorCode.Unavailable, refusal.Code);
        Assert.Equal("The gateway's state cannot be read: an entry of its registry is damaged, or of a later version.", refusal.Message);
    }

    [Fact]
    public void AnyKey_ReadsAsItWasWritten()
    {
        var text = Gen.Elements("", "a", "Ä", "😀", "\"", "\\", "\0", "a\nb", "</script>", "\u2028");
        var texts = Gen.ArrayOf(text);
        var usd = from high in Gen.Choose(0, int.MaxValue)
                  from low in Gen.Choose(0, int.MaxValue)
                  from scale in Gen.Choose(0, 28)
                  select new decimal(low, high, 0, false, (byte)scale);
        var time = from seconds in Gen.Choose(0, int.MaxValue)
                   from ticks in Gen.Choose(0, 9_999_999)
                   from minutes in Gen.Choose(-14 * 60, 14 * 60)
                   select DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(ticks).ToOffset(TimeSpan.FromMinutes(minutes));
        var limits = from requests in Gen.Choose(0, int.MaxValue)
                     from day in Gen.OrNull(usd.Select(value => (object)value))
                     from month in usd
                     select new LimitSet { RequestsPerMinute = requests * 4_000_000_000L, BudgetPerDayUsd = (decimal?)day, BudgetPerMonthUsd = month };
        var keys = from name in Gen.OrNull(text)
                   from namespaces in Gen.OrNull(texts)
                   from permissions in texts
                   from models in Gen.OrNull(texts)
                   from whole in limits
                   from model in text
                   from single in limits
                   from expires in time
                   from version in Gen.Choose(1, int.MaxValue)
                   select new KeyEntry
                   {
                       Key = new ApiKey
                       {
                           Id = "k1",
                           Organization = "org_1",
                           Name = name,
                           Namespaces = namespaces,
                           Permissions = permissions.ToHashSet(),
                           Grant = new KeyGrant { Models = models?.ToHashSet() },
                           Limits = whole with { Models = new Dictionary<string, LimitSet> { [model] = single } },
                           ExpiresAt = expires,
                       },
                       Hash = "00",
                       Version = version,
                   };

        Prop.ForAll(keys.ToArbitrary(), key => Same(key, RegistryJson.Read<KeyEntry>(RegistryJson.Write(key)))).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static bool Same(KeyEntry expected, KeyEntry actual) =>
        Parts(expected).SequenceEqual(Parts(actual))
        && (expected.Key.Namespaces is null ? actual.Key.Namespaces is null : expected.Key.Namespaces.SequenceEqual(actual.Key.Namespaces!))
        && expected.Key.Permissions.SetEquals(actual.Key.Permissions)
        && (expected.Key.Grant.Models is null ? actual.Key.Grant.Models is null : expected.Key.Grant.Models.SetEquals(actual.Key.Grant.Models!));

    private static IEnumerable<object?> Parts(KeyEntry entry) =>
    [
        entry.Key.Name, entry.Version, entry.Key.ExpiresAt, entry.Key.ExpiresAt?.Offset, entry.Key.Limits.Models.Keys.Single(),
        .. new[] { entry.Key.Limits, entry.Key.Limits.Models.Values.Single() }.SelectMany(limits =>
            new object?[] { limits.RequestsPerMinute, limits.BudgetPerDayUsd, limits.BudgetPerMonthUsd }),
    ];
}
