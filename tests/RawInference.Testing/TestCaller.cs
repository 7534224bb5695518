using RawInference.Core.Identity;

namespace RawInference.Testing;

/// <summary>Whoever the test says calls.</summary>
public sealed class TestCaller : ICallerAccessor
{
    public Caller Caller { get; set; } = new("org_test", "ns_test", "key_test", KeyGrant.Everything);

    public void Grant(KeyGrant grant) => Caller = Caller with { Grant = grant };
}
