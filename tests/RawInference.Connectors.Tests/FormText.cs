namespace RawInference.Connectors.Tests;

/// <summary>Forms as they are compared.</summary>
internal static class FormText
{
    /// <summary>The form with its boundary replaced, and lines as the raw literals have them.</summary>
    public static string Of(CannedHandler handler)
    {
        var boundary = handler.Body[2..handler.Body.IndexOf('\r', StringComparison.Ordinal)];
        return handler.Body.Replace(boundary, "B", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }
}
