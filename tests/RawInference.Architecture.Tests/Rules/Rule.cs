namespace RawInference.Architecture.Tests.Rules;

/// <summary>How a rule's test ends.</summary>
internal static class Rule
{
    /// <summary>Fails with every violation at once: each names its file and the cure.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        var found = violations.ToArray();
        Assert.True(found.Length == 0, $"{found.Length} violations:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}
