using RawInference.Core.Providers;

namespace RawInference.Connectors.Wire;

/// <summary>Settings of an account that its connector does not read: one that is set would be without effect, and nobody would see it.</summary>
internal static class UnreadSettings
{
    /// <param name="options">The account's settings.</param>
    /// <param name="connector">The connector's name.</param>
    /// <param name="read">Names of those that it reads, of the ones that not every connector does.</param>
    public static IEnumerable<string> Problems(ProviderOptions options, string connector, params IReadOnlyList<string> read)
    {
        (string Name, bool IsSet)[] settings =
        [
            (nameof(options.Project), options.Project is { Length: > 0 }),
            (nameof(options.Location), options.Location is { Length: > 0 }),
            (nameof(options.CredentialsFile), options.CredentialsFile is { Length: > 0 }),
            (nameof(options.ApiVersion), options.ApiVersion is { Length: > 0 }),
            (nameof(options.Deployments), options.Deployments.Count > 0),
        ];
        return settings
            .Where(setting => setting.IsSet && !read.Contains(setting.Name))
            .Select(setting => $"{setting.Name}: is not read by '{connector}'; remove it.");
    }
}
