namespace RawInference.Connectors.Google.Vertex;

/// <summary>Where Google's own tools look for credentials (cloud.google.com/docs/authentication/application-default-credentials).</summary>
internal static class DefaultCredentials
{
    /// <summary>Null where there is none, and the machine itself may have an account.</summary>
    public static string? FindFile()
    {
        if (Environment.GetEnvironmentVariable("GOOGLE_APPLICATION_CREDENTIALS") is { Length: > 0 } named)
        {
            return named;
        }

        var folder = Environment.GetFolderPath(OperatingSystem.IsWindows() ? Environment.SpecialFolder.ApplicationData : Environment.SpecialFolder.UserProfile);
        var file = Path.Combine(folder, OperatingSystem.IsWindows() ? "gcloud" : Path.Combine(".config", "gcloud"), "application_default_credentials.json");
        return File.Exists(file) ? file : null;
    }
}
