namespace RawInference.Architecture.Tests.Rules;

/// <summary>The folders of the Api: what is not listed here is a face.</summary>
internal static class ApiFolders
{
    /// <summary>No faces, but what every face stands on, and what puts the process together.</summary>
    public static readonly string[] Shared = ["Admin", "Authentication", "CommandLine", "Configuration", "Errors", "FirstRun", "Hosting"];
}
