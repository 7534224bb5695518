namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// Ids of calls. Some models give them, and want them back; for the others the contract needs one all the same, which is ours alone:
/// it does not go to Google, who then matches results to calls by their names and order.
/// </summary>
internal static class GeminiCallIds
{
    private const string Own = "unnamed_call_";

    public static string Create() => $"{Own}{Guid.NewGuid():N}";

    public static bool IsGiven(string id) => id.Length > 0 && !id.StartsWith(Own, StringComparison.Ordinal);
}
