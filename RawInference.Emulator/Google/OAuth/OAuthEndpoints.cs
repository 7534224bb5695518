using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.OAuth;

/// <summary>Everything below <c>/oauth</c>.</summary>
internal static class OAuthEndpoints
{
    public static void Map(IEndpointRouteBuilder application)
    {
        var routes = new ProtocolRoutes(application, OAuthProtocol.Instance, "/oauth");
        routes.MapPost("token", TokenEndpoint.AnswerAsync);
        routes.MapGet("service-account.json", TokenEndpoint.ServiceAccountAsync);
        routes.MapGet("authorized-user.json", TokenEndpoint.UserAsync);
        routes.MapUnknown();
    }
}
