using RawInference.Core.Limits;
using RawInference.Core.Pipeline.Limits;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Limits;

/// <summary>A gateway whose caller has limits, and what its ledger was asked.</summary>
internal static class LimitedGateway
{
    public static void Limit(this TestGateway gateway, LimitScope scope, LimitSet limits)
    {
        var id = scope switch { LimitScope.Organization => "org_test", LimitScope.Namespace => "ns_test", _ => "key_test" };
        gateway.Caller.Caller = gateway.Caller.Caller with { Limits = [.. gateway.Caller.Caller.Limits, new ScopeLimits(scope, id, limits)] };
    }

    public static void LimitModel(this TestGateway gateway, string model, LimitSet limits) =>
        gateway.Limit(LimitScope.Key, new LimitSet { Models = new Dictionary<string, LimitSet> { [model] = limits } });

    /// <summary>Name and amount of every charge of the only reservation.</summary>
    public static IReadOnlyDictionary<string, long> Reserved(this TestGateway gateway) => Named(Assert.Single(gateway.Ledger.Reservations).Charges);

    /// <summary>Name and amount of every charge of the only settlement.</summary>
    public static IReadOnlyDictionary<string, long> Settled(this TestGateway gateway) => Named(Assert.Single(gateway.Ledger.Settlements).Charges);

    /// <summary>The ledger has no room in the limits of these names.</summary>
    public static void Fill(this TestGateway gateway, params (string Name, TimeSpan? Wait)[] full) => gateway.Ledger.Reserve = request =>
    {
        var refused = request.Charges
            .Select(charge => (charge.Dimension, Full: full.FirstOrDefault(limit => limit.Name == charge.Dimension.Name)))
            .FirstOrDefault(pair => pair.Full.Name is not null);
        return refused.Full.Name is null ? null : new Reservation(null, new LimitRefusal(refused.Dimension, 3, refused.Full.Wait), States);
    };

    public static IReadOnlyList<LimitState> States { get; } =
        [new("key-requests", 10, 0, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)), new("key-tokens", 500, 3, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60))];

    private static Dictionary<string, long> Named(IReadOnlyList<Charge> charges) => charges.ToDictionary(charge => charge.Dimension.Name, charge => charge.Amount);
}
