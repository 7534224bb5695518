using Google.Apis.Util;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>The time of assertions and tokens.</summary>
internal sealed class CredentialClock(TimeProvider time) : IClock
{
    public DateTime Now => time.GetLocalNow().DateTime;

    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
}
